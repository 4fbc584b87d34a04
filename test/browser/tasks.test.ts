import type { Locator, Page } from 'playwright-core';
import { browserSuite, eventually } from '../support/browser-suite';
import { axeFindings, overflowOf } from '../support/screens';
import { tasks } from '../support/task-fixtures';

const idOf = (kind: string): string => tasks.find((task) => task.kind === kind)!.id;
const address = (kind: string): string => `/tugas/${idOf(kind)}`;

/** By keyboard, as the native input under our drawing takes it. */
async function pick(input: Locator): Promise<void> {
  await input.focus();
  await input.press('Space');
}

async function send(page: Page, button: string): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).click();
  await page.getByRole('button', { name: 'Ya, kirim' }).click();
  await page.getByRole('heading', { name: 'Tercatat' }).waitFor();
}

browserSuite('tasks', (stage) => {
  /** What was handed in with the newest completion. */
  const handedIn = () => stage.server.acts.findLast((act) => act.path.endsWith('/complete'))!.body;

  test('a form: faults in one list with the focus, conditional question, receipt with entry and hash', async () => {
    const page = await stage.open(address('form'));
    await page.getByRole('button', { name: 'Selesaikan tugas' }).click();
    const summary = page.getByRole('alert');
    await summary.waitFor();
    expect(await summary.getByRole('link').count()).toBe(3);
    await eventually(() => summary.evaluate((box) => box.parentElement === document.activeElement));
    await summary.getByRole('link').first().click();
    await page.keyboard.type('12 Tahun 2027');
    expect(await page.getByLabel('Nomor peraturan').inputValue()).toBe('12 Tahun 2027');

    await page.getByRole('textbox', { name: /^Tanggal pengundangan/ }).fill('1/3/2027');
    await page.getByText('Senin, 1 Maret 2027').waitFor();
    expect(await page.getByLabel('Isi ralat').count()).toBe(0);
    await pick(page.getByRole('radio', { name: 'Ya' }));
    await page.getByLabel('Isi ralat').fill('Salah ketik pada Pasal 2.');
    await send(page, 'Selesaikan tugas');
    expect(handedIn()).toEqual({ outcome: 'done', data: { answers: { number: '12 Tahun 2027', date: '2027-03-01', corrected: true, erratum: 'Salah ketik pada Pasal 2.' } } });
    // The task comes back as ended at once; the receipt stays.
    stage.server.emit('task', { taskId: idOf('form'), processId: 'k3v9qm2x7ab1' });
    await page.waitForResponse((response) => response.url().endsWith(encodeURIComponent(idOf('form'))));
    expect(await page.locator('main').innerText()).toContain(`task:${idOf('form')}:end`);
    expect(await page.getByRole('link', { name: 'Unduh bukti' }).getAttribute('href')).toContain('/ledger/proof/');
  });

  test('what is typed is saved by itself, and a failed save is said and tried again', async () => {
    const page = await stage.open(address('respond'));
    stage.server.failNext(`/tasks/${idOf('respond')}/draft`, 503, 'UNAVAILABLE', 'Sedang tidak tersedia.');
    await page.getByLabel('Masukan dan alasannya').fill('Perjelas Pasal 4.');
    await page.getByText('Gagal menyimpan').waitFor();
    await page.getByText('Isian tersimpan baru saja').waitFor({ timeout: 10_000 });
    expect(stage.server.acts.findLast((act) => act.path.endsWith('/draft'))!.body).toMatchObject({ data: { answers: { input: 'Perjelas Pasal 4.' } } });
  });

  test('what the server refuses is shown at its field', async () => {
    const page = await stage.open(address('complaint'));
    await pick(page.getByRole('radio', { name: /Jawab dan selesaikan/ }));
    await page.getByLabel('Pesan kepada pelapor').fill('Sudah kami tindak lanjuti.');
    stage.server.failNext(`/tasks/${idOf('complaint')}/complete`, 409, 'TASK_CLOSED', 'Tugas ini sudah ditutup.');
    await page.getByRole('button', { name: 'Kirim', exact: true }).click();
    await page.getByRole('button', { name: 'Ya, kirim' }).click();
    const alert = page.getByRole('dialog').getByRole('alert');
    await alert.waitFor();
    expect(await alert.innerText()).toContain('TASK_CLOSED');
  });

  test('an approval: legal basis and, when returned, a reason; then it is on record', async () => {
    const page = await stage.open(address('approve'));
    await pick(page.getByRole('radio', { name: /Kembalikan untuk diperbaiki/ }));
    await page.getByRole('button', { name: 'Kirim', exact: true }).click();
    const summary = page.getByRole('alert');
    await summary.waitFor();
    expect((await summary.getByRole('link').allInnerTexts()).map((text) => text.split(':')[0])).toEqual(['Dasar hukum', 'Alasan']);
    await page.getByLabel('Dasar hukum').fill('UU 20/2023 Pasal 5');
    await page.getByRole('textbox', { name: 'Alasan' }).fill('Pasal 7 belum selaras.');
    await send(page, 'Kirim');
    expect(handedIn()).toEqual({ outcome: 'returned', data: { legalBasis: 'UU 20/2023 Pasal 5', reason: 'Pasal 7 belum selaras.' } });
  });

  test('a needs analysis computes as one types', async () => {
    const page = await stage.open(address('needs-analysis'));
    await page.getByRole('button', { name: 'Tambah jabatan di Kesehatan' }).click();
    const card = page.getByLabel('Jabatan tanpa nama');
    await card.getByLabel('Nama jabatan').fill('Bidan');
    const bidan = page.getByLabel('Bidan', { exact: true });
    await bidan.getByLabel('Uraian tugas').fill('Persalinan');
    await bidan.getByLabel('Volume setahun').fill('1000');
    await bidan.getByLabel('Menit tiap kali').fill('150');
    await page.keyboard.press('Tab');
    await bidan.getByText('Kebutuhan: 2,00').waitFor();
    await send(page, 'Selesaikan tugas');
    expect((handedIn() as { data: { jobs: unknown[] } }).data.jobs.at(-1)).toEqual({
      id: 'j3', sector: 'health', title: 'Bidan', duties: [{ title: 'Persalinan', volume: 1000, minutes: 150 }], incumbents: 0, retirements: 0,
    });
  });

  test('a draft: articles are added and moved, many inputs are answered at once', async () => {
    const page = await stage.open(address('draft'));
    await page.getByRole('button', { name: 'Tambah pasal' }).click();
    await page.getByLabel('Isi Pasal 8').fill('Peraturan ini mulai berlaku pada tanggal diundangkan.');
    await page.getByRole('button', { name: 'Naikkan Pasal 8' }).click();
    expect(await page.locator('main article').evaluateAll((articles) => articles.map((article) => article.getAttribute('aria-label')))).toEqual(['Pasal 1', 'Pasal 4', 'Pasal 8', 'Pasal 7']);

    await page.getByRole('tab', { name: /Tindak lanjut masukan/ }).click();
    await pick(page.getByRole('checkbox', { name: 'Pilih semua yang tampil' }));
    await page.getByText('3 dipilih').waitFor();
    await pick(page.getByRole('radio', { name: 'Diterima', exact: true }));
    await page.getByLabel('Alasan').fill('Pasal 4 diubah.');
    await page.getByRole('combobox', { name: 'Pasal yang berubah' }).selectOption('Pasal 4');
    await page.getByRole('button', { name: 'Simpan tindak lanjut' }).click();
    await page.getByText('Tindak lanjut 3 masukan tercatat.').waitFor();
    expect(stage.server.acts.findLast((act) => act.path.endsWith('/dispositions'))!.body).toMatchObject({ dispositions: [{ kind: 'accepted', reason: 'Pasal 4 diubah.', section: 'pasal-4', inputIds: [expect.any(String), expect.any(String), expect.any(String)] }] });
  });

  test('an evaluation: values against their target, then a verdict with reasons', async () => {
    const page = await stage.open(address('evaluate'));
    expect(await page.getByRole('complementary', { name: 'Gladi' }).count()).toBe(1);
    for (const [name, value] of [['Formasi', '93'], ['Rata-rata', '9'], ['ASN yang', '40,5']] as const) await page.getByLabel(new RegExp(`Nilai sekarang: ${name}`)).fill(value);
    await page.keyboard.press('Tab');
    await page.getByText('Tercapai').waitFor();
    await page.getByText('Memburuk').waitFor();
    await pick(page.getByRole('radio', { name: /Perlu direvisi/ }));
    await page.getByLabel('Pertimbangan').fill('Waktu layanan memburuk.');
    await send(page, 'Kirim');
    expect(handedIn()).toEqual({
      outcome: 'revise',
      data: { values: [{ indicator: 'vacancies', value: 93 }, { indicator: 'serviceTime', value: 9 }, { indicator: 'training', value: 40.5 }], reasoning: 'Waktu layanan memburuk.' },
    });
  });

  test('costs above the ceiling are said at once', async () => {
    const page = await stage.open(address('organize'));
    await page.getByRole('button', { name: 'Tambah kegiatan' }).click();
    await page.getByLabel('Biaya').last().fill('300000000');
    await page.keyboard.press('Tab');
    await page.getByText(/Biaya melampaui pagu/).waitFor();
  });

  test('taken, delegated: others are told', async () => {
    const page = await stage.open(address('dispose'));
    await page.getByRole('button', { name: 'Saya kerjakan' }).click();
    await page.getByRole('button', { name: 'Lepaskan' }).waitFor();
    await page.getByRole('button', { name: 'Wakilkan' }).click();
    const dialog = page.getByRole('dialog', { name: 'Wakilkan tugas ini' });
    await dialog.getByRole('combobox', { name: 'Kepada' }).fill('Tim');
    await page.getByRole('option', { name: /Tim Penyusun/ }).click();
    await dialog.getByLabel('Alasan').fill('Dinas luar.');
    await dialog.getByRole('button', { name: 'Wakilkan' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(stage.server.acts.findLast((act) => act.path.endsWith('/delegate'))!.body).toEqual({ to: 'drafter', reason: 'Dinas luar.' });
  });

  test('an ended task shows what was handed in and where the proof is', async () => {
    const page = await stage.open('/tugas/k3v9qm2x7ab1.promulgation.2.form');
    const text = await page.locator('main').innerText();
    expect(text).toContain('12 Tahun 2027');
    expect(text).toContain('1 Maret 2027');
    expect(await page.getByRole('button', { name: 'Selesaikan tugas' }).count()).toBe(0);
  });

  test('a task that does not exist says so', async () => {
    const page = await stage.open('/tugas/tidak.ada.1.main');
    expect(await page.getByRole('alert').innerText()).toContain('NOT_FOUND');
  });

  const kinds = ['dispose', 'organize', 'measure', 'respond', 'draft'];
  const looks = [[1440, 'dark', 'id'], [390, 'light', 'en']] as const;
  test.each(kinds.flatMap((kind) => looks.map((look) => [kind, ...look] as const)))('%s at %d px in %s and %s: no axe finding, nothing sticks out', async (kind, width, theme, language) => {
    const page = await stage.open(address(kind), { width, theme, language });
    expect(await axeFindings(page)).toEqual([]);
    expect(await overflowOf(page)).toBe(0);
  });
});
