import { axeFindings, overflowOf } from '../support/screens';
import { browserSuite } from '../support/browser-suite';

browserSuite('signing in', (stage) => {
  test('by keyboard alone, and back to the page that was asked for', async () => {
    const page = await stage.open('/pengaturan', { as: null });
    expect(page.url()).toContain('/masuk?next=%2Fpengaturan');
    // The first field has the focus already.
    await page.keyboard.type('admin');
    await page.keyboard.press('Tab');
    await page.keyboard.type(stage.server.password);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/pengaturan');
    await page.getByRole('heading', { level: 1, name: 'Pengaturan' }).waitFor();
  });

  test('a wrong password is refused in words, with its code, and the password field is empty', async () => {
    const page = await stage.open('/masuk', { as: null });
    await page.getByLabel('Nama pengguna').fill('owner');
    await page.getByLabel('Kata sandi').fill('salah');
    await page.getByRole('button', { name: 'Masuk', exact: true }).click();
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.innerText()).toContain('Nama pengguna atau kata sandi salah.');
    expect(await alert.innerText()).toContain('SIGN_IN_FAILED');
    expect(await page.getByLabel('Kata sandi').inputValue()).toBe('');
  });

  test('empty fields are told before anything is sent', async () => {
    const page = await stage.open('/masuk', { as: null });
    const before = stage.server.acts.length;
    await page.getByRole('button', { name: 'Masuk', exact: true }).click();
    await page.getByRole('alert').waitFor();
    expect(stage.server.acts.length).toBe(before);
  });

  test('a demo account fills in its name', async () => {
    const page = await stage.open('/masuk', { as: null });
    await page.getByRole('button', { name: 'drafter' }).click();
    expect(await page.getByLabel('Nama pengguna').inputValue()).toBe('drafter');
  });

  test('an address elsewhere is never gone to after signing in', async () => {
    const page = await stage.open('/masuk?next=%2F%2Fevil.example', { as: null });
    await page.getByLabel('Nama pengguna').fill('owner');
    await page.getByLabel('Kata sandi').fill(stage.server.password);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/tugas');
    expect(new URL(page.url()).origin).toBe(stage.server.base);
  });

  test('the language changes at once, is remembered, and labels of components follow', async () => {
    const page = await stage.open('/pengaturan/hari-libur', { as: 'admin', language: 'id' });
    expect(await page.locator('html').getAttribute('lang')).toBe('id');
    // React Aria's own words come from our dictionary.
    const calendar = async (name: string) => {
      await page.getByRole('button', { name: new RegExp(`^${name}`) }).first().click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('grid').waitFor();
      const words = await dialog.getByRole('button').evaluateAll((buttons) => buttons.map((button) => button.getAttribute('aria-label')).join());
      await page.keyboard.press('Escape');
      return words;
    };
    expect(await calendar('Buka kalender')).toContain('Berikutnya');
    await page.getByRole('button', { name: 'English' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Holidays' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await calendar('Open calendar')).toContain('Next');
    expect(await page.evaluate(() => localStorage.getItem('language'))).toBe('en');
    expect(stage.server.acts.at(-1)).toMatchObject({ method: 'PUT', path: '/me', body: { language: 'en' } });
  });

  test('signing out leads back, and the pages behind it are closed', async () => {
    const page = await stage.open('/tugas');
    await page.getByRole('button', { name: 'Keluar' }).first().click();
    await page.waitForURL('**/masuk');
    await page.goto(`${stage.server.base}/tugas`);
    await page.waitForURL('**/masuk?next=**');
  });

  test('an address that does not exist says so and offers a way on', async () => {
    const page = await stage.open('/tidak-ada');
    expect(await page.getByRole('heading', { name: 'Halaman tidak ditemukan' }).count()).toBe(1);
  });

  test.each([
    [1440, 'light', 'id'], [1440, 'dark', 'en'], [390, 'light', 'en'], [390, 'dark', 'id'],
  ] as const)('at %d px in %s and %s: no axe finding, nothing sticks out', async (width, theme, language) => {
    const page = await stage.open('/masuk', { as: null, width, theme, language });
    expect(await axeFindings(page)).toEqual([]);
    expect(await overflowOf(page)).toBe(0);
  });
});
