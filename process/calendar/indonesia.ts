/** The calendar that a new installation begins with. Administrators keep it from then on, year by year, from the decrees. */
import type { Calendar, HolidayYear } from './types';

type Day = HolidayYear['days'][number];

const holiday = (date: string, id: string, en: string): Day => ({ date, kind: 'holiday', name: { id, en } });
const leave = (date: string, id: string, en: string): Day => ({ date, kind: 'collective-leave', name: { id, en } });

/** Holidays and collective leave of 2026 as they were announced; the decree's number still has to be entered (rule C6). */
const year2026: HolidayYear = {
  status: 'unverified',
  source: {
    id: 'SKB Tiga Menteri tentang Hari Libur Nasional dan Cuti Bersama 2026 (nomor belum dicatat)',
    en: 'Joint decree of three ministers on national holidays and collective leave 2026 (number not entered yet)',
  },
  days: [
    holiday('2026-01-01', 'Tahun Baru 2026 Masehi', "New Year's Day"),
    holiday('2026-01-16', 'Isra Mikraj Nabi Muhammad saw.', 'Ascension of the Prophet Muhammad'),
    leave('2026-02-16', 'Cuti bersama Tahun Baru Imlek', 'Collective leave, Lunar New Year'),
    holiday('2026-02-17', 'Tahun Baru Imlek 2577 Kongzili', 'Lunar New Year'),
    leave('2026-03-18', 'Cuti bersama Hari Suci Nyepi', 'Collective leave, Day of Silence'),
    holiday('2026-03-19', 'Hari Suci Nyepi, Tahun Baru Saka 1948', 'Day of Silence'),
    leave('2026-03-20', 'Cuti bersama Idulfitri', 'Collective leave, Eid al-Fitr'),
    holiday('2026-03-21', 'Idulfitri 1447 Hijriah', 'Eid al-Fitr'),
    holiday('2026-03-22', 'Idulfitri 1447 Hijriah', 'Eid al-Fitr'),
    leave('2026-03-23', 'Cuti bersama Idulfitri', 'Collective leave, Eid al-Fitr'),
    leave('2026-03-24', 'Cuti bersama Idulfitri', 'Collective leave, Eid al-Fitr'),
    holiday('2026-04-03', 'Wafat Yesus Kristus', 'Good Friday'),
    holiday('2026-04-05', 'Kebangkitan Yesus Kristus (Paskah)', 'Easter Sunday'),
    holiday('2026-05-01', 'Hari Buruh Internasional', 'Labour Day'),
    holiday('2026-05-14', 'Kenaikan Yesus Kristus', 'Ascension of Jesus Christ'),
    leave('2026-05-15', 'Cuti bersama Kenaikan Yesus Kristus', 'Collective leave, Ascension of Jesus Christ'),
    holiday('2026-05-27', 'Iduladha 1447 Hijriah', 'Eid al-Adha'),
    leave('2026-05-28', 'Cuti bersama Iduladha', 'Collective leave, Eid al-Adha'),
    holiday('2026-05-31', 'Hari Raya Waisak 2570 BE', 'Vesak'),
    holiday('2026-06-01', 'Hari Lahir Pancasila', 'Pancasila Day'),
    holiday('2026-06-16', '1 Muharam Tahun Baru Islam 1448 Hijriah', 'Islamic New Year'),
    holiday('2026-08-17', 'Proklamasi Kemerdekaan', 'Independence Day'),
    holiday('2026-08-25', 'Maulid Nabi Muhammad saw.', 'Birthday of the Prophet Muhammad'),
    leave('2026-12-24', 'Cuti bersama Natal', 'Collective leave, Christmas'),
    holiday('2026-12-25', 'Kelahiran Yesus Kristus (Natal)', 'Christmas Day'),
  ],
};

/**
 * A year for which there is no decree yet: only the holidays whose date is fixed by law. The moving ones are not
 * guessed, because computed Islamic dates are often wrong by a day; deadlines move when the decree is entered (C5).
 */
export function provisionalYear(year: number): HolidayYear {
  return {
    status: 'provisional',
    source: { id: 'Perkiraan: hanya libur bertanggal tetap, sampai SKB terbit', en: 'Estimate: fixed dates only, until the decree' },
    days: [
      holiday(`${year}-01-01`, `Tahun Baru ${year} Masehi`, "New Year's Day"),
      holiday(`${year}-05-01`, 'Hari Buruh Internasional', 'Labour Day'),
      holiday(`${year}-06-01`, 'Hari Lahir Pancasila', 'Pancasila Day'),
      holiday(`${year}-08-17`, 'Proklamasi Kemerdekaan', 'Independence Day'),
      holiday(`${year}-12-25`, 'Kelahiran Yesus Kristus (Natal)', 'Christmas Day'),
    ],
  };
}

/** Monday to Friday in Jakarta's time; the templates count on it. */
export const indonesia: Calendar = {
  id: 'indonesia',
  timeZone: 'Asia/Jakarta',
  workWeek: [1, 2, 3, 4, 5],
  years: Object.fromEntries([['2026', year2026], ...[2027, 2028, 2029, 2030].map((year) => [String(year), provisionalYear(year)] as const)]),
};
