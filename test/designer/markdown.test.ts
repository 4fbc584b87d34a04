import fc from 'fast-check';
import { blocksOf, inlineOf } from '../../designer/ui/markdown-parse';

describe('text with a little structure', () => {
  test('paragraphs, headings and lists', () => {
    expect(blocksOf('# Judul\n\nSatu\ndua\n\n- a\n- b\n1. c')).toEqual([
      { type: 'heading', text: 'Judul' },
      { type: 'paragraph', lines: ['Satu', 'dua'] },
      { type: 'list', ordered: false, items: ['a', 'b'] },
      { type: 'list', ordered: true, items: ['c'] },
    ]);
  });

  test('a paragraph number in brackets, as in Indonesian law, is text', () => {
    expect(blocksOf('(1) Setiap ASN wajib.')).toEqual([{ type: 'paragraph', lines: ['(1) Setiap ASN wajib.'] }]);
  });

  test.each([
    ['javascript:alert(1)'], ['data:text/html,x'], ['//evil.example'], ['vbscript:x'],
  ])('%s never becomes a link', (href) => {
    expect(inlineOf(`[klik](${href})`).every((part) => part.type !== 'link')).toBe(true);
  });

  test('bold, italics and addresses', () => {
    expect(inlineOf('a **b** *c* https://bungokab.go.id.')).toMatchObject([
      { type: 'text', text: 'a ' }, { type: 'strong', text: 'b' }, { type: 'text', text: ' ' }, { type: 'em', text: 'c' }, { type: 'text', text: ' ' }, { type: 'link' },
    ]);
  });

  test('any text keeps its letters, and hostile ones take no time', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('*', '[', ']', '(', ')', 'a', ' ', 'h', 't', 'p', ':', '/'), maxLength: 300 }), (text) => {
        const letters = inlineOf(text).map((part) => part.text).join('').replace(/[*[\]()]/g, '');
        expect(letters.length).toBeLessThanOrEqual(text.length);
      }),
    );
    const started = performance.now();
    inlineOf('['.repeat(20_000) + '*'.repeat(20_000));
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
