/** Every address of the product, in one place: screens link with these, `routes.tsx` answers to them. */
const seg = encodeURIComponent;

export const paths = {
  home: '/',
  signIn: (next?: string) => (next && next !== '/' ? `/masuk?next=${seg(next)}` : '/masuk'),
  tasks: '/tugas',
  task: (taskId: string) => `/tugas/${seg(taskId)}`,
  processes: '/proses',
  newProcess: (definitionId?: string) => `/proses/baru${definitionId ? `?rancangan=${seg(definitionId)}` : ''}`,
  process: (processId: string) => `/proses/${seg(processId)}`,
  history: (processId: string) => `/proses/${seg(processId)}/riwayat`,
  definitions: '/rancangan',
  definition: (definitionId: string) => `/rancangan/${seg(definitionId)}`,
  version: (definitionId: string, version: number) => `/rancangan/${seg(definitionId)}/versi/${version}`,
  audit: '/audit',
  entry: (entryId: string) => `/audit/entri/${seg(entryId)}`,
  notices: '/pemberitahuan',
  settings: '/pengaturan',
  holidays: '/pengaturan/hari-libur',
  accounts: '/pengaturan/akun',
  publicHome: '/publik',
  publicProcess: (slug: string) => `/publik/proses/${seg(slug)}`,
  consultation: (windowId: string) => `/publik/konsultasi/${seg(windowId)}`,
  survey: (windowId: string) => `/publik/survei/${seg(windowId)}`,
  acknowledgement: (windowId: string) => `/publik/sosialisasi/${seg(windowId)}`,
  complaint: '/publik/pengaduan',
  receipt: (id: string) => `/publik/tanda-terima/${seg(id)}`,
} as const;
