/** Every code that a person or a program can meet. Add here, in alphabetical order; a test keeps docs and code in step. */
export interface CatalogueEntry {
  /** HTTP status. */
  status: number;
  id: string;
  en: string;
}

export const catalogue = {
  ACCOUNT_EXISTS: { status: 409, id: 'Akun {received} sudah ada.', en: 'The account {received} exists already.' },
  ACT_CONFLICT: {
    status: 409,
    id: 'Tindakan ini sudah tercatat dengan isi yang berbeda ({entry}).',
    en: 'This act is already recorded with a different content ({entry}).',
  },
  BODY_INVALID: { status: 422, id: 'Isian tidak sesuai.', en: 'The input does not fit.' },
  BODY_MALFORMED: { status: 400, id: 'Isi permintaan bukan JSON yang sah.', en: 'The request body is not valid JSON.' },
  BODY_TOO_LARGE: {
    status: 413,
    id: 'Isi permintaan terlalu besar: paling banyak {expected}.',
    en: 'The request body is too large: at most {expected}.',
  },
  CALENDAR_CHANGED: {
    status: 412,
    id: 'Kalender sudah diubah orang lain: revisi {expected}, Anda memakai {received}.',
    en: 'The calendar was changed by someone else: revision {expected}, you used {received}.',
  },
  CLOSE_UNDECIDED: {
    status: 409,
    id: 'Langkah {step} belum dapat ditutup: belum ada keputusan yang dapat dipakai.',
    en: 'Step {step} can not be closed yet: nothing has been decided that it could end with.',
  },
  CSRF: { status: 403, id: 'Permintaan ini tidak berasal dari halaman kami.', en: 'This request does not come from our pages.' },
  DEFINITION_CHANGED: {
    status: 412,
    id: 'Rancangan sudah diubah orang lain: revisi {expected}, Anda memakai {received}.',
    en: 'The definition was changed by someone else: revision {expected}, you used {received}.',
  },
  DEFINITION_EXISTS: {
    status: 409,
    id: 'Rancangan dengan id {definition} sudah ada.',
    en: 'A definition with the id {definition} exists already.',
  },
  DEFINITION_INVALID: {
    status: 422,
    id: 'Rancangan belum dapat diterbitkan: {received} masalah.',
    en: 'The definition can not be published yet: {received} problems.',
  },
  DEFINITION_PUBLISHED: {
    status: 409,
    id: 'Rancangan {definition} sudah pernah terbit, jadi tidak dapat dihapus.',
    en: 'The definition {definition} has been published, so it can not be deleted.',
  },
  DEFINITION_TOO_LARGE: {
    status: 422,
    id: 'Rancangan terlalu besar: paling banyak {expected}, diterima {received}.',
    en: 'The definition is too large: at most {expected}, received {received}.',
  },
  FORBIDDEN: { status: 403, id: 'Peran Anda tidak boleh melakukan ini.', en: 'Your role may not do this.' },
  FORMAT_UNKNOWN: {
    status: 422,
    id: 'Format {received} tidak dikenal; diharapkan {expected}.',
    en: 'Unknown format {received}; expected {expected}.',
  },
  INTERNAL: {
    status: 500,
    id: 'Terjadi kesalahan pada sistem kami. Sebutkan nomor {reference} kepada pengelola.',
    en: 'Something went wrong on our side. Give number {reference} to the operator.',
  },
  KEY_INVALID: {
    status: 400,
    id: 'Header Idempotency-Key tidak sah; diharapkan {expected}.',
    en: 'The Idempotency-Key header is not valid; expected {expected}.',
  },
  KEY_REQUIRED: { status: 428, id: 'Header Idempotency-Key wajib ada.', en: 'An Idempotency-Key header is required.' },
  KIND_UNKNOWN: {
    status: 422,
    id: 'Jenis langkah {received} pada langkah {step} tidak dikenal.',
    en: 'Unknown kind {received} of step {step}.',
  },
  LOOP_WITHOUT_WAIT: {
    status: 422,
    id: 'Langkah-langkah ini berputar tanpa menunggu siapa pun: {received}.',
    en: 'These steps go round without waiting for anyone: {received}.',
  },
  MEDIA_TYPE: {
    status: 415,
    id: 'Jenis isi permintaan tidak diterima: {received}; diharapkan {expected}.',
    en: 'This type of body is not accepted: {received}; expected {expected}.',
  },
  METHOD_NOT_ALLOWED: { status: 405, id: 'Metode {received} tidak tersedia di sini.', en: 'Method {received} is not available here.' },
  NOT_A_REHEARSAL: { status: 409, id: 'Proses ini bukan geladi; waktunya tidak dapat dipercepat.', en: 'This process is not a rehearsal; its time can not be sped up.' },
  NOT_FOUND: { status: 404, id: '{what} tidak ditemukan.', en: '{what} was not found.' },
  OUTCOME_UNKNOWN: {
    status: 422,
    id: 'Hasil {received} tidak tersedia; pilih salah satu dari {expected}.',
    en: 'Outcome {received} is not available; choose one of {expected}.',
  },
  PROCESS_ENDED: { status: 409, id: 'Proses ini sudah berakhir.', en: 'This process has ended.' },
  QUERY_INVALID: { status: 422, id: 'Parameter alamat tidak sesuai.', en: 'The query parameters do not fit.' },
  RATE_LIMITED: { status: 429, id: 'Terlalu banyak permintaan. Coba lagi sebentar.', en: 'Too many requests. Try again in a moment.' },
  REASON_REQUIRED: { status: 422, id: 'Alasan wajib diisi.', en: 'A reason is required.' },
  REOPEN_TOO_LATE: {
    status: 409,
    id: 'Langkah {step} tidak dapat dibuka lagi karena langkah sesudahnya sudah selesai.',
    en: 'Step {step} can not be reopened because what followed it has already ended.',
  },
  REVISION_REQUIRED: { status: 428, id: 'Header If-Match wajib ada.', en: 'An If-Match header is required.' },
  SEPARATION_OF_DUTIES: {
    status: 403,
    id: 'Penyusun tidak boleh menyetujui rancangannya sendiri.',
    en: 'Who drafted it may not approve it.',
  },
  SIGN_IN_FAILED: { status: 401, id: 'Nama pengguna atau kata sandi salah.', en: 'Wrong user name or password.' },
  SIGN_IN_REQUIRED: { status: 401, id: 'Silakan masuk dahulu.', en: 'Please sign in first.' },
  STATE_INVALID: { status: 500, id: 'Keadaan proses tidak sah: {received}.', en: 'The process state is not valid: {received}.' },
  STEP_NOT_ACTIVE: { status: 409, id: 'Langkah {step} tidak sedang berjalan.', en: 'Step {step} is not running.' },
  STEP_NOT_ENDED: { status: 409, id: 'Langkah {step} belum selesai.', en: 'Step {step} has not ended yet.' },
  STEP_WITHOUT_DEADLINE: {
    status: 409,
    id: 'Langkah {step} tidak memiliki tenggat yang dapat diperpanjang.',
    en: 'Step {step} has no deadline that could be extended.',
  },
  TASK_CLOSED: { status: 409, id: 'Tugas ini sudah ditutup.', en: 'This task is closed.' },
  TASK_NOT_YOURS: { status: 403, id: 'Tugas ini bukan tugas Anda.', en: 'This task is not yours.' },
  UNDISPOSED_INPUT: {
    status: 409,
    id: 'Masih ada {received} masukan tanpa tindak lanjut.',
    en: '{received} pieces of input still have no disposition.',
  },
  UNAVAILABLE: { status: 503, id: 'Layanan sedang tidak tersedia; tindakan Anda belum dilakukan.', en: 'The service is not available; your act was not carried out.' },
  WINDOW_CLOSED: { status: 409, id: 'Kesempatan ini sudah ditutup.', en: 'This window is closed.' },
} as const satisfies Record<string, CatalogueEntry>;

export type ProblemCode = keyof typeof catalogue;
