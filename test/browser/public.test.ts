import type { Locator } from 'playwright-core';
import { browserSuite, eventually } from '../support/browser-suite';
import { PROCESS } from '../support/process-fixtures';
import { axeFindings, overflowOf } from '../support/screens';

const consultation = `/publik/konsultasi/${PROCESS}.publicConsultation.2`;
const closed = `/publik/konsultasi/${PROCESS}.publicConsultation.1`;
const survey = `/publik/survei/${PROCESS}.monitoring.1.c1`;
const socialization = `/publik/sosialisasi/${PROCESS}.socialization.1`;
const complaint = '/publik/pengaduan';
const receipt = '/publik/tanda-terima/tt-5f2b8c';
const SEND = `/public/consultations/${PROCESS}.publicConsultation.2/inputs`;

/** By keyboard, as the native input under our drawing takes it. */
async function pick(input: Locator): Promise<void> {
  await input.focus();
  await input.press('Space');
}

browserSuite('the public’s pages', (stage) => {
  const open = (path: string, options: Parameters<typeof stage.open>[1] = {}) => stage.open(path, { as: null, ...options });
  const handedIn = () => stage.server.acts.findLast(({ path }) => path.startsWith('/public'))!;

  test('from the list to the policy and its ways to take part; what the process only passes through is not told', async () => {
    const page = await open('/publik');
    await page.getByRole('link', { name: 'Kebijakan Pengelolaan ASN Kabupaten Bungo 2027' }).click();
    await page.getByRole('heading', { name: 'Perjalanan kebijakan ini' }).waitFor();
    expect(await page.getByRole('list', { name: 'Perjalanan kebijakan ini' }).innerText()).not.toContain('Mulai');
    await page.getByRole('link', { name: 'Beri masukan' }).click();
    await page.waitForURL(`**${consultation}`);
  });

  test('an answer: faults in one list with the focus, then a receipt that leads to its status', async () => {
    const page = await open(consultation);
    await page.getByRole('button', { name: 'Kirim masukan' }).click();
    const summary = page.getByRole('alert');
    await summary.waitFor();
    expect(await summary.getByRole('link').count()).toBe(2);
    await summary.getByRole('link').first().click();
    await pick(page.getByRole('radio', { name: 'Mendukung', exact: true }));
    await page.getByRole('textbox', { name: 'Masukan Anda' }).fill('Umumkan jadwalnya.');
    await page.getByLabel('Nama').fill('Siti');
    await page.getByRole('button', { name: 'Kirim masukan' }).click();
    const head = page.getByRole('heading', { name: 'Terima kasih, sudah tercatat' });
    await head.waitFor();
    await eventually(() => head.evaluate((heading) => heading === document.activeElement));
    expect(handedIn()).toEqual({ method: 'POST', path: SEND, body: { answers: { stance: 'support', input: 'Umumkan jadwalnya.' }, name: 'Siti' } });
    await page.getByRole('link', { name: 'Lihat status' }).click();
    await page.getByText('Diterima sebagian').waitFor();
    expect(await page.locator('main').innerText()).toContain('Jadwal diumumkan sebulan sebelumnya.');
    expect(await page.getByRole('link', { name: 'Unduh bukti' }).getAttribute('href')).toContain('/ledger/proof/');
  });

  test('by keyboard alone: read, answer, send', async () => {
    const page = await open(consultation);
    await page.getByRole('radio', { name: 'Mendukung', exact: true }).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Perjelas Pasal 4.');
    // Name and contact may stay empty: on to the button.
    for (let presses = 0; presses < 6; presses += 1) {
      await page.keyboard.press('Tab');
      if (await page.evaluate(() => document.activeElement?.textContent === 'Kirim masukan')) break;
    }
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Terima kasih, sudah tercatat' }).waitFor();
    expect((handedIn().body as { answers: object }).answers).toEqual({ stance: 'support', input: 'Perjelas Pasal 4.' });
  });

  test('what was written stays when sending fails, and can be sent again', async () => {
    const page = await open(consultation);
    await pick(page.getByRole('radio', { name: 'Mendukung', exact: true }));
    await page.getByRole('textbox', { name: 'Masukan Anda' }).fill('Setuju.');
    stage.server.failNext(SEND, 409, 'WINDOW_CLOSED', 'Kesempatan ini sudah ditutup.');
    await page.getByRole('button', { name: 'Kirim masukan' }).click();
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.innerText()).toContain('WINDOW_CLOSED');
    expect(await page.getByRole('textbox', { name: 'Masukan Anda' }).inputValue()).toBe('Setuju.');
    await page.getByRole('button', { name: 'Kirim masukan' }).click();
    await page.getByRole('heading', { name: 'Terima kasih, sudah tercatat' }).waitFor();
  });

  test('a closed one can be read with its answers, and takes nothing', async () => {
    const page = await open(closed);
    await page.getByText('Sudah ditutup.').first().waitFor();
    expect(await page.getByRole('button', { name: 'Kirim masukan' }).count()).toBe(0);
    const text = await page.locator('main').innerText();
    expect(text).toContain('Pasal 4 kini menyebut insentif.');
    expect(text).toContain('Masukan ini tidak ditampilkan.');
  });

  test('one that does not exist says so', async () => {
    const page = await open(`/publik/konsultasi/${PROCESS}.lain.1`);
    expect(await page.getByRole('alert').innerText()).toContain('NOT_FOUND');
  });

  test('a survey: every question is asked for, then its receipt', async () => {
    const page = await open(survey);
    await page.getByRole('button', { name: 'Kirim survei' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').getByRole('link').count()).toBe(9);
    for (const question of await page.getByRole('radiogroup').all()) await pick(question.getByRole('radio').last());
    await page.getByRole('button', { name: 'Kirim survei' }).click();
    await page.getByRole('heading', { name: 'Terima kasih, sudah tercatat' }).waitFor();
    expect(Object.values((handedIn().body as { scores: object }).scores)).toEqual(Array.from({ length: 9 }, () => 4));
  });

  test('read and understood: number, quiz and statement are all needed', async () => {
    const page = await open(socialization);
    await page.getByRole('button', { name: 'Nyatakan paham' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').getByRole('link').count()).toBe(3);
    await page.getByLabel('Nomor pegawai (NIP)').fill('198501012010011001');
    await pick(page.getByRole('radio', { name: 'Setiap tiga bulan' }));
    await pick(page.getByRole('checkbox', { name: /^Saya sudah membaca/ }));
    await page.getByRole('button', { name: 'Nyatakan paham' }).click();
    await page.getByRole('heading', { name: 'Terima kasih, sudah tercatat' }).waitFor();
    expect(handedIn().body).toEqual({ person: '198501012010011001', understood: true, answers: { q1: 'a' } });
  });

  test('a complaint: the policy is chosen, subject and text are needed, name and contact are not', async () => {
    const page = await open(complaint);
    await page.getByLabel('Tentang kebijakan').selectOption({ label: 'Kebijakan Pengelolaan ASN Kabupaten Bungo 2027' });
    await page.getByRole('button', { name: 'Kirim pengaduan' }).click();
    expect(await page.getByRole('alert').getByRole('link').count()).toBe(2);
    await page.getByLabel('Pokok pengaduan').fill('Penempatan');
    await page.getByLabel('Apa yang terjadi').fill('Ditempatkan tanpa penjelasan.');
    await page.getByRole('button', { name: 'Kirim pengaduan' }).click();
    await page.getByRole('heading', { name: 'Terima kasih, sudah tercatat' }).waitFor();
    expect(handedIn().body).toEqual({ windowId: `${PROCESS}.complaints.1`, subject: 'Penempatan', text: 'Ditempatkan tanpa penjelasan.' });
  });

  test('a receipt is verified in the reader’s own browser; one that another entry was put under is named', async () => {
    const page = await open(receipt);
    await page.getByRole('button', { name: 'Periksa tanda terima' }).click();
    await page.getByText('Bukti keanggotaan: dari daun ke akar yang ditandatangani').waitFor();
    expect(await page.getByText('Tidak cocok').count()).toBe(0);
    await page.route('**/ledger/proof/**', async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, body: (await answer.text()).replace('index 3', 'index 2') });
    });
    await page.getByRole('button', { name: 'Periksa tanda terima' }).click();
    await page.locator('li[data-state="bad"]').filter({ hasText: 'Bukti keanggotaan' }).waitFor();
  });

  test('a receipt is found by its number from the front page', async () => {
    const page = await open('/publik');
    await page.getByLabel('Nomor tanda terima').fill('tt-5f2b8c');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**${receipt}`);
    await page.getByText('Diterima sebagian').waitFor();
  });

  const pages = ['/publik', `/publik/proses/kebijakan-pengelolaan-asn-${PROCESS}`, consultation, closed, survey, socialization, complaint, receipt];
  const looks = [[1440, 'light', 'id'], [1440, 'dark', 'en'], [390, 'light', 'en'], [390, 'dark', 'id']] as const;
  test.each(pages.flatMap((path) => looks.map((look) => [path, ...look] as const)))('%s at %d px in %s and %s: no axe finding, nothing sticks out', async (path, width, theme, language) => {
    const page = await open(path, { width, theme, language });
    expect(await axeFindings(page)).toEqual([]);
    expect(await overflowOf(page)).toBe(0);
  });
});
