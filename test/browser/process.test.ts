import type { Page } from 'playwright-core';
import { browserSuite, eventually } from '../support/browser-suite';
import { PROCESS, REHEARSAL } from '../support/process-fixtures';
import { axeFindings, overflowOf } from '../support/screens';

const address = `/proses/${PROCESS}`;
const START = '/proses/baru?rancangan=kebijakan-pengelolaan-asn';

/** By keyboard: the list opens, typing narrows it to one, which is taken. */
async function choose(page: Page, field: string, name: string): Promise<void> {
  const box = page.getByRole('combobox', { name: field });
  const options = page.locator('[role="listbox"] [role="option"]');
  await box.focus();
  await options.first().waitFor();
  await page.keyboard.type(name);
  await eventually(async () => (await options.count()) === 1);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
}

browserSuite('processes', (stage) => {
  const lastAct = () => stage.server.acts.findLast(({ path }) => path.startsWith('/processes'))!;
  /** Opens an act of the owner, gives its reason, and carries it out. */
  async function actOn(page: Page, step: string, act: string, reason: string, fill?: () => Promise<unknown>): Promise<void> {
    await page.getByRole('article', { name: step }).getByRole('button', { name: act }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByRole('button', { name: act }).isDisabled()).toBe(true);
    await fill?.();
    await dialog.getByLabel('Alasan').fill(reason);
    await dialog.getByRole('button', { name: act }).click();
    await dialog.waitFor({ state: 'detached' });
  }

  describe('the list', () => {
    test('official ones first of all; a rehearsal only when asked for, and marked', async () => {
      const page = await stage.open('/proses');
      await page.getByRole('link', { name: 'Kebijakan Pengelolaan ASN Kabupaten Bungo 2027' }).waitFor();
      expect(await page.getByRole('link', { name: /^Gladi/ }).count()).toBe(0);
      await page.getByLabel('Jenis').selectOption('only');
      const row = page.getByRole('row').filter({ hasText: 'Gladi: Kebijakan' });
      await row.waitFor();
      expect(await row.getByText('Gladi', { exact: true }).count()).toBe(1);
    });

    test('what matches nothing says so, and gives the whole list back', async () => {
      const page = await stage.open('/proses');
      await page.getByLabel('Cari proses').fill('tidak ada yang begini');
      await page.getByRole('heading', { name: 'Tidak ada proses yang cocok' }).waitFor();
      await page.getByRole('button', { name: 'Hapus saringan' }).click();
      await page.getByRole('link', { name: 'Kebijakan Pengelolaan ASN Kabupaten Bungo 2027' }).waitFor();
    });
  });

  describe('starting one', () => {
    test('an empty title is named; the people of the last process fill the roles; what is sent is what was chosen', async () => {
      const page = await stage.open(START);
      await page.getByLabel('Judul proses').fill(' ');
      await page.getByRole('button', { name: 'Mulai proses' }).click();
      await page.getByText('Tulis judulnya.').waitFor();
      await page.getByLabel('Judul proses').fill('Kebijakan cuti');
      await page.getByRole('button', { name: 'Isi seperti proses terakhir' }).click();
      await page.getByText(/^Orang diisi seperti di/).waitFor();
      await choose(page, 'Tambah orang: Bagian Hukum', 'Inspektorat');
      await page.getByRole('button', { name: 'Keluarkan Inspektorat Kabupaten Bungo' }).waitFor();
      await page.getByLabel('Ada perubahan materiil').selectOption('true');
      await page.getByRole('button', { name: 'Mulai proses' }).click();
      await page.getByRole('heading', { level: 1, name: 'Kebijakan cuti' }).waitFor();
      expect(lastAct().body).toMatchObject({
        definitionId: 'kebijakan-pengelolaan-asn', version: 2, title: 'Kebijakan cuti', data: { materialChanges: true },
        roles: { owner: ['owner'], draftingTeam: ['drafter'], legal: ['auditor'], secretary: [] },
      });
      expect(lastAct().body).not.toHaveProperty('rehearsal');
    });

    test('by keyboard: a rehearsal, with its speed, marked from its first moment', async () => {
      const page = await stage.open(START);
      await page.getByRole('switch', { name: /^Gladi/ }).focus();
      await page.keyboard.press('Space');
      await page.getByLabel('Kecepatan waktu').selectOption('604800');
      await page.getByRole('button', { name: 'Mulai gladi' }).focus();
      await page.keyboard.press('Enter');
      await page.getByText(/^Ini gladi/).waitFor();
      expect(lastAct().body).toMatchObject({ rehearsal: { scale: 604_800 } });
    });

    test('what the server refuses is said in full', async () => {
      stage.server.failNext('/processes', 422, 'BODY_INVALID', 'Isian tidak sesuai.');
      const page = await stage.open(START);
      stage.server.failNext('/processes', 422, 'BODY_INVALID', 'Isian tidak sesuai.');
      await page.getByRole('button', { name: 'Mulai proses' }).click();
      const alert = page.getByRole('alert');
      await alert.waitFor();
      expect(await alert.innerText()).toContain('BODY_INVALID');
    });
  });

  describe('its page', () => {
    test('the map shows what runs; each running step says what it waits for, whom, and since when', async () => {
      const page = await stage.open(address);
      const map = page.getByRole('region', { name: 'Peta proses' });
      await map.getByText('Konsultasi publik').first().waitFor();
      const open = page.getByRole('article', { name: 'Konsultasi publik' });
      expect(await open.innerText()).toMatch(/Berisiko[\s\S]*Sejak[\s\S]*3 hari yang lalu[\s\S]*Menunggu[\s\S]*6 dari 30 tanggapan/);
      expect(await open.getByRole('link', { name: 'Halaman publik' }).getAttribute('href')).toBe(`/publik/konsultasi/${PROCESS}.publicConsultation.1`);
      expect(await page.getByRole('article', { name: 'Konsultasi organisasi profesi' }).innerText()).toContain('Organisasi profesi: Tim Penyusun');
    });

    test('the timeline tells acts and waits, newest first, and not what the engine passes through', async () => {
      const page = await stage.open(address);
      const items = page.getByRole('list', { name: 'Kejadian terbaru' }).getByRole('listitem');
      await items.first().waitFor();
      const texts = (await items.allInnerTexts()).map((text) => text.replace(/\s+/g, ' '));
      expect(texts[0]).toContain('Tenggat Konsultasi organisasi profesi diperpanjang 5 hari kerja');
      expect(texts[0]).toContain('Libur panjang.');
      expect(texts.some((text) => text.includes('Konsultasi dimulai'))).toBe(false);
      expect(texts.some((text) => text.includes('dieskalasi kepada Sekretaris Daerah'))).toBe(true);
      const ended = page.getByRole('region', { name: 'Langkah yang sudah selesai' }).or(page.locator('section').filter({ has: page.getByRole('heading', { name: 'Langkah yang sudah selesai' }) }));
      expect((await ended.first().innerText()).includes('Mulai')).toBe(false);
    });

    test('values are in the reader’s own way of writing', async () => {
      const page = await stage.open(address);
      const text = await page.getByRole('complementary', { name: 'Tentang proses ini' }).innerText();
      expect(text).toMatch(/1\.584[\s\S]*Tidak[\s\S]*1 Maret 2027/);
    });

    test('extend, close early and reopen: each asks why, is sent with its reason, and is shown', async () => {
      const page = await stage.open(address);
      await actOn(page, 'Konsultasi organisasi profesi', 'Perpanjang', 'Banyak yang cuti.');
      expect(lastAct()).toEqual({ method: 'POST', path: `/processes/${PROCESS}/steps/professionalConsultation/extend`, body: { reason: 'Banyak yang cuti.', duration: { amount: 5, unit: 'working-days' } } });
      await page.getByText('diperpanjang 1 kali').waitFor();
      await actOn(page, 'Konsultasi publik', 'Tutup lebih awal', 'Sudah cukup.');
      expect(lastAct().body).toEqual({ reason: 'Sudah cukup.' });
      await eventually(async () => (await page.getByRole('article', { name: 'Konsultasi publik' }).count()) === 0);
      await page.getByRole('listitem').filter({ hasText: 'Penyusunan rancangan:' }).getByRole('button', { name: 'Buka kembali' }).click();
      const dialog = page.getByRole('dialog', { name: /Buka kembali “Penyusunan rancangan”/ });
      await dialog.getByLabel('Alasan').fill('Ada yang terlewat.');
      await dialog.getByRole('button', { name: 'Buka kembali' }).click();
      await page.getByText('putaran 2').waitFor();
    });

    test('reassign: who, to whom, why', async () => {
      const page = await stage.open(address);
      await actOn(page, 'Konsultasi organisasi profesi', 'Ganti orang', 'Dinas luar.', () => choose(page, 'Kepada', 'Inspektorat'));
      expect(lastAct().body).toEqual({ reason: 'Dinas luar.', from: 'drafter', to: 'auditor' });
    });

    test('a refusal keeps the dialog with what was written', async () => {
      const page = await stage.open(address);
      const path = `/processes/${PROCESS}/steps/professionalConsultation/close`;
      await page.getByRole('article', { name: 'Konsultasi organisasi profesi' }).getByRole('button', { name: 'Tutup lebih awal' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Alasan').fill('Sudah cukup.');
      stage.server.failNext(path, 409, 'UNDISPOSED_INPUT', 'Masih ada 4 masukan tanpa tindak lanjut.');
      await dialog.getByRole('button', { name: 'Tutup lebih awal' }).click();
      expect(await dialog.getByRole('alert').innerText()).toContain('Masih ada 4 masukan');
      expect(await dialog.getByLabel('Alasan').inputValue()).toBe('Sudah cukup.');
    });

    test('by keyboard: the dialog takes the focus, Escape gives it back to its button', async () => {
      const page = await stage.open(address);
      const button = page.getByRole('article', { name: 'Konsultasi organisasi profesi' }).getByRole('button', { name: 'Perpanjang' });
      await button.focus();
      await page.keyboard.press('Enter');
      const dialog = page.getByRole('dialog');
      await dialog.waitFor();
      await eventually(() => dialog.evaluate((box) => box.contains(document.activeElement)));
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
      await eventually(() => button.evaluate((found) => found === document.activeElement));
    });

    test('withdrawing is asked twice and ends it', async () => {
      const page = await stage.open(`/proses/${REHEARSAL}`);
      await page.getByRole('button', { name: 'Tindakan lain' }).click();
      await page.getByRole('menuitem', { name: 'Tarik kembali proses' }).click();
      const dialog = page.getByRole('dialog', { name: 'Tarik kembali seluruh proses?' });
      await dialog.getByLabel('Alasan').fill('Hanya percobaan.');
      await dialog.getByRole('button', { name: 'Tarik kembali' }).click();
      await page.getByRole('heading', { level: 2, name: 'Ditarik kembali' }).waitFor();
    });

    test('one that does not exist says so', async () => {
      const page = await stage.open('/proses', {});
      await page.goto(`${stage.server.base}/proses/tidakada`);
      await page.getByRole('alert').waitFor();
      expect(await page.getByRole('alert').innerText()).toContain('NOT_FOUND');
    });
  });

  describe('notices', () => {
    test('the menu counts the unread; they are listed in words, and marked as read', async () => {
      const page = await stage.open('/pemberitahuan');
      const place = page.getByRole('navigation').filter({ visible: true }).getByRole('link', { name: /Pemberitahuan.*2 belum dibaca/ });
      await place.waitFor();
      const rows = page.getByRole('list', { name: 'Pemberitahuan' }).getByRole('listitem');
      expect(await rows.count()).toBe(4);
      expect(await rows.first().innerText()).toContain('Revisi dan tindak lanjut masukan: lewat tenggat');
      await rows.first().getByRole('button', { name: /^Tandai sudah dibaca/ }).click();
      await page.getByRole('radio', { name: 'Belum dibaca' }).focus();
      await page.keyboard.press('Space');
      await eventually(async () => (await rows.count()) === 1);
      await page.getByRole('button', { name: 'Tandai semua sudah dibaca' }).click();
      await page.getByRole('heading', { name: 'Semua sudah dibaca' }).waitFor();
    });
  });

  const pages = ['/proses', START, address, `/proses/${REHEARSAL}`, '/pemberitahuan'];
  const looks = [[1440, 'light', 'id'], [1440, 'dark', 'en'], [390, 'light', 'en'], [390, 'dark', 'id']] as const;
  test.each(pages.flatMap((path) => looks.map((look) => [path, ...look] as const)))('%s at %d px in %s and %s: no axe finding, nothing sticks out', async (path, width, theme, language) => {
    const page = await stage.open(path, { width, theme, language });
    expect(await axeFindings(page)).toEqual([]);
    expect(await overflowOf(page)).toBe(0);
  });
});
