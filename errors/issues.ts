/**
 * What can be wrong with one field of an input, in both languages. A schema's own messages are English only; whoever reports an
 * issue names its rule here, and the answer words it for the reader.
 */
type Both = { id: string; en: string };

export interface IssueText extends Both {
  /** What would have been right, where that can be said in words. */
  expected?: Both;
}

export const issueCatalogue = {
  'body-unexpected': { id: 'Di sini tidak diharapkan isi.', en: 'No body is expected here.' },
  'choice': { id: 'Harus salah satu dari: {choices}.', en: 'Must be one of: {choices}.' },
  'cursor': { id: 'Penanda halaman ini bukan dari kami.', en: 'This is not a cursor of ours.' },
  'date': { id: 'Harus tanggal yang ada, misalnya 2027-08-17.', en: 'Must be an existing date, such as 2027-08-17.' },
  'duration-long': { id: 'Terlalu lama untuk satuan ini.', en: 'Longer than this unit is meant for.' },
  'entries-many': { id: 'Paling banyak {maximum} isian.', en: 'At most {maximum} entries.', expected: { id: 'paling banyak {maximum}', en: 'at most {maximum}' } },
  'format': { id: 'Bentuknya tidak sesuai.', en: 'Its form does not fit.' },
  'key-forbidden': { id: 'Nama isian ini tidak diizinkan.', en: 'This key is not allowed.' },
  'list-long': { id: 'Terlalu banyak: paling banyak {maximum}.', en: 'Too many: at most {maximum}.', expected: { id: 'paling banyak {maximum}', en: 'at most {maximum}' } },
  'list-short': { id: 'Terlalu sedikit: sedikitnya {minimum}.', en: 'Too few: at least {minimum}.', expected: { id: 'sedikitnya {minimum}', en: 'at least {minimum}' } },
  'nested-deeply': { id: 'Bersarang terlalu dalam.', en: 'Nested too deeply.' },
  'not-json': { id: 'Bukan JSON biasa.', en: 'Not plain JSON.' },
  'number-finite': { id: 'Harus bilangan biasa.', en: 'Must be an ordinary number.' },
  'number-large': { id: 'Terlalu besar: paling besar {maximum}.', en: 'Too large: at most {maximum}.', expected: { id: 'paling besar {maximum}', en: 'at most {maximum}' } },
  'number-small': { id: 'Terlalu kecil: paling kecil {minimum}.', en: 'Too small: at least {minimum}.', expected: { id: 'paling kecil {minimum}', en: 'at least {minimum}' } },
  'other': { id: 'Isian ini tidak sesuai.', en: 'This does not fit.' },
  'parameter-unknown': { id: 'Parameter ini tidak dikenal.', en: 'This parameter is not known.' },
  'required': { id: 'Wajib diisi.', en: 'Is required.' },
  'text-long': { id: 'Terlalu panjang: paling banyak {maximum} huruf.', en: 'Too long: at most {maximum} characters.', expected: { id: 'paling banyak {maximum} huruf', en: 'at most {maximum} characters' } },
  'text-short': { id: 'Terlalu pendek: sedikitnya {minimum} huruf.', en: 'Too short: at least {minimum} characters.', expected: { id: 'sedikitnya {minimum} huruf', en: 'at least {minimum} characters' } },
  'text-unstorable': { id: 'Memuat huruf yang tidak dapat disimpan.', en: 'Holds a character that can not be stored.' },
  'time': { id: 'Harus waktu, misalnya 2027-08-17T03:00:00Z.', en: 'Must be a time, such as 2027-08-17T03:00:00Z.' },
  'type-boolean': { id: 'Harus ya atau tidak.', en: 'Must be true or false.' },
  'type-list': { id: 'Harus berupa daftar.', en: 'Must be a list.' },
  'type-number': { id: 'Harus bilangan.', en: 'Must be a number.' },
  'type-object': { id: 'Harus berupa kumpulan isian.', en: 'Must be an object.' },
  'type-text': { id: 'Harus berupa teks.', en: 'Must be text.' },
  'type-whole': { id: 'Harus bilangan bulat.', en: 'Must be a whole number.' },
  'unknown-fields': { id: 'Isian ini tidak dikenal: {fields}.', en: 'Not known: {fields}.', expected: { id: 'hanya isian yang dikenal', en: 'only the known fields' } },
  'user-needed': { id: 'Pilih orangnya.', en: 'A person is needed.' },
} as const satisfies Record<string, IssueText>;

export type IssueRule = keyof typeof issueCatalogue;

/** One wrong field. `message` is English; with a `rule` the answer is worded from the catalogue instead. */
export interface Issue {
  /** JSON pointer into the input. */
  path: string;
  message: string;
  expected?: string;
  received?: string;
  rule?: IssueRule;
  params?: Record<string, string | number>;
}

export type WordedIssue = Pick<Issue, 'path' | 'message' | 'expected' | 'received'>;

/** An issue of a rule: its English message is filled in. */
export function issueOf(rule: IssueRule, about: Omit<Issue, 'rule' | 'message'>): Issue {
  return { ...about, rule, message: fill(issueCatalogue[rule].en, about.params) };
}

/** The issue as the reader gets it: message and, where it can be said in words, expectation in their language. */
export function wordedIssue({ rule, params, ...issue }: Issue, language: 'id' | 'en'): WordedIssue {
  if (rule === undefined) return issue;
  const text: IssueText = issueCatalogue[rule];
  return { ...issue, message: fill(text[language], params), ...(text.expected && { expected: fill(text.expected[language], params) }) };
}

const fill = (template: string, params: Issue['params'] = {}): string => template.replace(/\{(\w+)\}/g, (_, key: string) => String(params[key] ?? '?'));
