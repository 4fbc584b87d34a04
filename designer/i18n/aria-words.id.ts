/** Indonesian for React Aria's own labels and announcements, one export per dictionary (see `aria-plugin.ts`). */
type Words = Record<string, string | ((args: Record<string, any>, formatter: any) => string)>;

export const autocomplete: Words = { collectionLabel: 'Saran' };
export const breadcrumbs: Words = { breadcrumbs: 'Jejak halaman' };
export const calendar: Words = {
  previous: 'Sebelumnya',
  next: 'Berikutnya',
  selectedDateDescription: ({ date }) => `Tanggal dipilih: ${date}`,
  selectedRangeDescription: ({ dateRange }) => `Rentang dipilih: ${dateRange}`,
  todayDate: ({ date }) => `Hari ini, ${date}`,
  todayDateSelected: ({ date }) => `Hari ini, ${date}, dipilih`,
  dateSelected: ({ date }) => `${date}, dipilih`,
  startRangeSelectionPrompt: 'Pilih awal rentang tanggal',
  finishRangeSelectionPrompt: 'Pilih akhir rentang tanggal',
  minimumDate: 'Tanggal paling awal',
  maximumDate: 'Tanggal paling akhir',
  dateRange: ({ startDate, endDate }) => `${startDate} sampai ${endDate}`,
};
export const combobox: Words = {
  focusAnnouncement: ({ isGroupChange, groupTitle, groupCount, optionText, isSelected }) =>
    `${isGroupChange ? `Masuk kelompok ${groupTitle}, ${groupCount} pilihan. ` : ''}${optionText}${isSelected ? ', dipilih' : ''}`,
  countAnnouncement: ({ optionCount }) => `${optionCount} pilihan tersedia.`,
  selectedAnnouncement: ({ optionText }) => `${optionText}, dipilih`,
  buttonLabel: 'Tampilkan saran',
  listboxLabel: 'Saran',
};
export const datepicker: Words = {
  era: 'era',
  year: 'tahun',
  month: 'bulan',
  day: 'hari',
  hour: 'jam',
  minute: 'menit',
  second: 'detik',
  dayPeriod: 'pagi atau sore',
  calendar: 'Kalender',
  startDate: 'Tanggal mulai',
  endDate: 'Tanggal selesai',
  weekday: 'nama hari',
  timeZoneName: 'zona waktu',
  selectedDateDescription: ({ date }) => `Tanggal dipilih: ${date}`,
  selectedRangeDescription: ({ startDate, endDate }) => `Rentang dipilih: ${startDate} sampai ${endDate}`,
  selectedTimeDescription: ({ time }) => `Jam dipilih: ${time}`,
};
export const datepickerState: Words = {
  rangeUnderflow: ({ minValue }) => `Paling awal ${minValue}.`,
  rangeOverflow: ({ maxValue }) => `Paling akhir ${maxValue}.`,
  rangeReversed: 'Tanggal mulai harus sebelum tanggal selesai.',
  unavailableDate: 'Tanggal ini tidak tersedia.',
};
export const grid: Words = {
  deselectedItem: ({ item }) => `${item} tidak dipilih.`,
  select: 'Pilih',
  selectedCount: ({ count }) => (count === 0 ? 'Tidak ada yang dipilih.' : `${count} dipilih.`),
  selectedAll: 'Semua dipilih.',
  selectedItem: ({ item }) => `${item} dipilih.`,
  longPressToSelect: 'Tekan lama untuk mulai memilih.',
};
export const menu: Words = { longPressMessage: 'Tekan lama atau Alt + panah bawah untuk membuka menu' };
export const numberfield: Words = {
  decrease: ({ fieldLabel }) => `Kurangi ${fieldLabel}`,
  increase: ({ fieldLabel }) => `Tambah ${fieldLabel}`,
  numberField: 'Isian angka',
};
export const overlays: Words = { dismiss: 'Tutup' };
export const searchfield: Words = { 'Clear search': 'Hapus pencarian' };
export const spinbutton: Words = { Empty: 'Kosong' };
export const table: Words = {
  select: 'Pilih',
  selectAll: 'Pilih semua',
  sortable: 'kolom dapat diurutkan',
  ascending: 'naik',
  descending: 'turun',
  ascendingSort: ({ columnName }) => `diurutkan menurut ${columnName}, naik`,
  descendingSort: ({ columnName }) => `diurutkan menurut ${columnName}, turun`,
  columnSize: ({ value }) => `${value} piksel`,
  resizerDescription: 'Tekan Enter untuk mengubah lebar',
  expand: 'Buka',
  collapse: 'Lipat',
};
export const tag: Words = { removeDescription: 'Tekan Delete untuk menghapus.', removeButtonLabel: 'Hapus' };
export const toast: Words = { close: 'Tutup', notifications: ({ count }) => `${count} pemberitahuan.` };
export const tree: Words = { expand: 'Buka', collapse: 'Lipat' };
export const tooltip: Words = {};
export const components: Words = { selectPlaceholder: 'Pilih salah satu', tableResizer: 'Pengatur lebar', dropzoneLabel: 'Tempat menaruh berkas', colorSwatchPicker: 'Warna' };
