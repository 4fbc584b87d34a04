import type { Page } from 'playwright-core';
import type { EntryDetail } from '../../server/contract/ledger';
import { browserSuite } from '../support/browser-suite';
import { PROCESS } from '../support/process-fixtures';
import { axeFindings, overflowOf } from '../support/screens';

const address = `/proses/${PROCESS}/riwayat`;
const DRAFT_ACT = `task:${PROCESS}.drafting.1.main:end`;
const entryPath = (id: string): string => `/audit/entri/${encodeURIComponent(id)}`;

/** Changes the answer for one entry on its way, as a server that lies would. */
async function tamper(page: Page, id: string, change: (entry: EntryDetail) => Partial<EntryDetail>): Promise<void> {
  await page.route(`**/api/v1/entries/${encodeURIComponent(id)}`, async (route) => {
    const answer = await route.fetch();
    const entry = (await answer.json()) as EntryDetail;
    await route.fulfill({ response: answer, json: { ...entry, ...change(entry) } });
  });
}

browserSuite('the history', (stage) => {
  test('each fact: what, who, when, the entry that proves it, and the act that was handed in', async () => {
    const page = await stage.open(address, { as: 'auditor' });
    const items = page.getByRole('region', { name: 'Riwayat' }).locator('ol > li');
    expect(await items.count()).toBe(7);
    const handedIn = items.filter({ hasText: 'menyerahkan Penyusunan rancangan' });
    expect(await handedIn.getByRole('link', { name: DRAFT_ACT }).getAttribute('href')).toBe(entryPath(DRAFT_ACT));
    expect(await handedIn.getByRole('link', { name: `process:${PROCESS}:2` }).count()).toBe(1);
  });

  test('filters ask the server again and say when nothing fits', async () => {
    const page = await stage.open(address, { as: 'auditor' });
    await page.getByLabel('Tampilkan').selectOption('owner');
    await page.getByText('diperpanjang 5 hari kerja').waitFor();
    await page.getByLabel('Langkah', { exact: true }).selectOption('revision');
    await page.getByRole('heading', { name: 'Tidak ada kejadian yang cocok' }).waitFor();
  });

  test('verify: leaf, payload, signature and inclusion hold, computed here', async () => {
    const page = await stage.open(address, { as: 'auditor' });
    await page.getByRole('button', { name: 'Periksa semua yang tampil' }).click();
    await page.getByText('5 entri diperiksa di peramban ini, semuanya cocok.').waitFor();
    expect(await page.getByRole('listitem').filter({ hasText: 'Bukti keanggotaan' }).count()).toBeGreaterThan(0);
    expect(await page.getByText('Tidak cocok').count()).toBe(0);
  });

  test.each([
    ['payload', 'Sidik isi', () => ({ payload: { outcome: 'rejected' } })],
    ['leaf', 'Sidik daun', (entry: EntryDetail) => ({ leaf: entry.leaf.replace('user:drafter', 'user:mallory') })],
    ['signature', 'Tanda tangan log', (entry: EntryDetail) => ({ proof: { ...entry.proof!, checkpoint: entry.proof!.checkpoint.replace('\n5\n', '\n6\n') } })],
  ] as const)('a tampered %s is named, with what it should have been', async (_what, words, change) => {
    const page = await stage.open(address, { as: 'auditor' });
    await tamper(page, DRAFT_ACT, change);
    const item = page.getByRole('region', { name: 'Riwayat' }).locator('ol > li').filter({ hasText: 'menyerahkan Penyusunan rancangan' });
    await item.getByRole('button', { name: /^Periksa/ }).click();
    const bad = item.locator('li[data-state="bad"]').filter({ hasText: words });
    await bad.waitFor();
    expect(await bad.innerText()).toMatch(/Tidak cocok[\s\S]*Seharusnya[\s\S]*Ternyata/);
    await page.getByRole('button', { name: 'Periksa semua yang tampil' }).click();
    await page.getByText('1 entri tidak cocok.').waitFor();
  });

  test('by keyboard: an entry is opened from the history, verified, and shows leaf and payload', async () => {
    const page = await stage.open(address, { as: 'auditor' });
    await page.getByRole('link', { name: DRAFT_ACT }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: DRAFT_ACT }).waitFor();
    await page.getByRole('button', { name: 'Periksa' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Pemeriksaan di peramban ini').waitFor();
    expect(await page.getByText('Tidak cocok').count()).toBe(0);
    expect(await page.locator('main').innerText()).toContain('"outcome": "submitted"');
  });

  test('the log: its signature is checked; an entry is found by its number; an unknown one says so', async () => {
    const page = await stage.open('/audit', { as: 'auditor' });
    await page.getByRole('button', { name: 'Periksa tanda tangan' }).click();
    await page.getByText('Tanda tangan sah: 5 entri.').waitFor();
    await page.getByLabel('Nomor entri dari tanda terima').fill('task:tidak.ada.1.main:end');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').innerText()).toContain('NOT_FOUND');
  });

  test('when it can not be read, it says why and tries again on request', async () => {
    stage.server.fail(`/processes/${PROCESS}/history`, 503, 'UNAVAILABLE', 'Layanan sedang tidak tersedia.');
    const page = await stage.open(address, { as: 'auditor' });
    const alert = page.getByRole('alert');
    await alert.waitFor({ timeout: 20_000 });
    stage.server.heal(`/processes/${PROCESS}/history`);
    await alert.getByRole('button', { name: 'Coba lagi' }).click();
    await page.getByText('diperpanjang 5 hari kerja').waitFor();
  });

  const looks = [[1440, 'light', 'id'], [1440, 'dark', 'en'], [390, 'light', 'en'], [390, 'dark', 'id']] as const;
  test.each([address, '/audit', entryPath(DRAFT_ACT)].flatMap((path) => looks.map((look) => [path, ...look] as const)))('%s at %d px in %s and %s, verified: no axe finding, nothing sticks out', async (path, width, theme, language) => {
    const page = await stage.open(path, { width, theme, language, as: 'auditor' });
    await page.getByRole('button', { name: /^(Periksa|Verify|Check)/ }).first().click();
    await page.waitForTimeout(700);
    expect(await axeFindings(page)).toEqual([]);
    expect(await overflowOf(page)).toBe(0);
  });
});
