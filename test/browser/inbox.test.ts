import { axeFindings, overflowOf } from '../support/screens';
import { browserSuite, eventually } from '../support/browser-suite';

browserSuite('the inbox', (stage) => {
  test('tasks stand by due date, each with its state in words', async () => {
    const page = await stage.open('/tugas');
    const groups = await page.locator('main section h2').allInnerTexts();
    expect(groups.map((text) => text.replace(/\s+\d+$/, ''))).toEqual(['Terlambat', 'Hari ini', 'Tujuh hari ini', 'Nanti', 'Tanpa tenggat']);
    const first = page.getByRole('listitem').filter({ hasText: 'Penetapan: Sekda, lalu Bupati' });
    expect(await first.innerText()).toContain('Terlambat');
  });

  test('a rehearsal is marked', async () => {
    const page = await stage.open('/tugas');
    const row = page.getByRole('listitem').filter({ hasText: 'Gladi: Kebijakan Pengelolaan ASN' });
    expect(await row.getByText('Gladi', { exact: true }).count()).toBe(1);
  });

  test('search and filters narrow it; cleared, all is back', async () => {
    const page = await stage.open('/tugas');
    const rows = page.locator('main').getByRole('listitem');
    const all = await rows.count();
    await page.getByLabel('Cari tugas atau proses').fill('pengundangan');
    await eventually(async () => (await rows.count()) === 1);
    await page.getByLabel('Cari tugas atau proses').fill('tidak ada yang begini');
    await page.getByRole('button', { name: 'Hapus saringan' }).click();
    await eventually(async () => (await rows.count()) === all);
    await page.getByRole('button', { name: 'Terlambat atau berisiko' }).click();
    await eventually(async () => (await rows.count()) === 3);
  });

  test('a server event brings a fresh list without a reload', async () => {
    const page = await stage.open('/tugas');
    const again = page.waitForResponse((response) => response.url().includes('/api/v1/tasks?'));
    stage.server.emit('task', { taskId: 'x', processId: 'y' });
    expect((await again).ok()).toBe(true);
  });

  test('finished tasks have a tab of their own', async () => {
    const page = await stage.open('/tugas');
    await page.getByRole('tab', { name: 'Sudah saya kerjakan' }).click();
    await page.getByRole('link', { name: 'Pengundangan' }).waitFor();
  });

  test('by keyboard: skip link first, then a task is opened and its title has the focus', async () => {
    const page = await stage.open('/tugas');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Langsung ke isi');
    await page.getByRole('link', { name: 'Pengundangan' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/tugas/*promulgation*');
    await page.getByRole('heading', { level: 1, name: 'Pengundangan' }).waitFor();
    await eventually(() => page.evaluate(() => document.activeElement?.tagName === 'H1' || document.activeElement?.id === 'isi'));
  });

  test('on a phone the places are at the bottom, the rest in a drawer that Escape closes', async () => {
    const page = await stage.open('/tugas', { width: 390 });
    expect(await page.getByRole('navigation').filter({ visible: true }).getByRole('link').count()).toBe(4);
    const menu = page.getByRole('button', { name: 'Menu' });
    await menu.click();
    await page.getByRole('dialog').getByRole('link', { name: 'Jejak audit' }).waitFor();
    await page.keyboard.press('Escape');
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await menu.evaluate((button) => button === document.activeElement)).toBe(true);
  });

  test('when the list can not be read, it says why and tries again on request', async () => {
    stage.server.fail('/tasks', 403, 'FORBIDDEN', 'Peran Anda tidak boleh melakukan ini.');
    const page = await stage.open('/tugas');
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.innerText()).toContain('b1f0c2d4');
    stage.server.heal('/tasks');
    await alert.getByRole('button', { name: 'Coba lagi' }).click();
    await page.getByRole('link', { name: 'Pengundangan' }).waitFor();
  });

  test.each([
    [1440, 'light', 'id'], [1440, 'dark', 'en'], [390, 'light', 'en'], [390, 'dark', 'id'],
  ] as const)('at %d px in %s and %s: no axe finding, nothing sticks out', async (width, theme, language) => {
    const page = await stage.open('/tugas', { width, theme, language });
    expect(await axeFindings(page)).toEqual([]);
    expect(await overflowOf(page)).toBe(0);
  });
});
