import fc from 'fast-check';
import { dateText, parseDate } from '../../designer/ui/date-text';
import { fitNumber, notationOf, parseNumber } from '../../designer/ui/number-text';

const ID = notationOf('id-ID');
const EN = notationOf('en-GB');

describe('numbers as they are typed', () => {
  test.each([
    ['1.250', 1250], ['1.250,5', 1250.5], ['40.5', 40.5], ['40,5', 40.5], ['1.234.567', 1_234_567], ['Rp 48.500.000', 48_500_000], ['-3', -3], ['−3', -3], [',5', 0.5], ['5,', 5],
    ['', undefined], ['abc', undefined], ['1.2.3', undefined], ['1,2,3', undefined], ['-', undefined], ['12a', undefined], ['1e5', undefined],
  ])('in Indonesian %j is %j', (text, value) => {
    expect(parseNumber(text, ID)).toBe(value);
  });

  test.each([['1,250.5', 1250.5], ['1,250', 1250], ['40,5', 40.5], ['1.5', 1.5]])('in English %j is %j', (text, value) => {
    expect(parseNumber(text, EN)).toBe(value);
  });

  test('what we show is read back as the same number, in both notations', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), fc.constantFrom('id-ID', 'en-GB'), (hundredths, locale) => {
        const value = hundredths / 100;
        const text = new Intl.NumberFormat(locale, { maximumFractionDigits: 4 }).format(value);
        expect(parseNumber(text, notationOf(locale))).toBeCloseTo(value, 4);
      }),
    );
  });

  test('out of bounds is brought to the bound, too many decimals are rounded', () => {
    expect(fitNumber(-1, { min: 0 })).toBe(0);
    expect(fitNumber(12, { max: 10 })).toBe(10);
    expect(fitNumber(1.26, { decimals: 1 })).toBe(1.3);
  });
});

describe('dates as they are typed', () => {
  test.each([
    ['1/3/2027', '2027-03-01'], ['01-03-2027', '2027-03-01'], ['1.3.2027', '2027-03-01'], ['01032027', '2027-03-01'], ['2027-03-01', '2027-03-01'],
    ['1 Maret 2027', '2027-03-01'], ['17 Agt 2027', '2027-08-17'], ['17 Agustus 2027', '2027-08-17'], ['3 dec 2027', '2027-12-03'], ['29/2/2028', '2028-02-29'],
    ['29/2/2027', undefined], ['31/4/2027', undefined], ['13/13/2027', undefined], ['1/3/27', undefined], ['besok', undefined], ['', undefined],
  ])('%j is %j', (text, date) => {
    expect(parseDate(text)).toBe(date);
  });

  test('what we show is read back as the same date', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }), (date) => {
        const iso = date.toISOString().slice(0, 10);
        expect(parseDate(dateText(iso))).toBe(iso);
      }),
    );
    expect(dateText('broken')).toBe('');
  });
});
