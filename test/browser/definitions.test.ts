import type { Locator, Page } from 'playwright-core';
import type { ProcessDefinition, Step } from '../../process/types';
import { browserSuite, eventually } from '../support/browser-suite';
import { LONG_TITLE } from '../support/definition-fixtures';
import { axeFindings, overflowOf } from '../support/screens';

const REFERENCE = '/rancangan/kebijakan-pengelolaan-asn';
const SHORT = '/rancangan/kebijakan-singkat';

const node = (page: Page, id: string): Locator => page.locator(`[data-step="${id}"]`);
const panel = (page: Page): Locator => page.getByRole('tabpanel');
const kind = (page: Page, name: string): Locator => page.getByRole('complementary', { name: 'Jenis langkah' }).getByRole('button', { name: new RegExp(`^${name}`) });

async function middleOf(target: Locator): Promise<{ x: number; y: number }> {
  const box = (await target.boundingBox())!;
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** By mouse, in steps, as a hand does. */
async function drag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 10, from.y + 4);
  await page.mouse.move(to.x, to.y, { steps: 8 });
  await page.mouse.up();
}

/** Draws a flow by dragging from an exit to a step, after everything was brought into view. */
async function connect(page: Page, from: string, outcome: string, to: string): Promise<void> {
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Tampilkan semua' }).click();
  await page.waitForTimeout(350);
  const handle = (step: string, id: string): Locator => page.locator(`.react-flow__handle[data-nodeid="${step}"][data-handleid="${id}"]`);
  await drag(page, await middleOf(handle(from, outcome)), await middleOf(handle(to, 'in')));
}

browserSuite('definitions', (stage) => {
  /** The draft as it was last sent. */
  const sent = (): ProcessDefinition => (stage.server.acts.findLast((act) => act.method === 'PUT' && act.path.startsWith('/definitions/'))!.body as { definition: ProcessDefinition }).definition;
  const saved = async (page: Page): Promise<ProcessDefinition> => {
    await page.locator('[data-save="saved"]').waitFor({ timeout: 10_000 });
    return sent();
  };
  const stepOf = (definition: ProcessDefinition, id: string): Step => definition.steps.find((step) => step.id === id)!;
  const flowsOf = ({ flows }: ProcessDefinition): string[] => flows.map(({ from, outcome, to }) => `${from} ${outcome} ${to}`).sort();
  /** A canvas with a start and an end, as the server begins one. */
  async function blank(id: string): Promise<Page> {
    const page = await stage.open('/rancangan');
    await page.request.post(`${stage.server.base}/api/v1/definitions`, { data: { id, title: { id: 'Kebijakan uji' } } });
    await page.goto(`${stage.server.base}/rancangan/${id}`);
    await node(page, 'start').waitFor();
    return page;
  }

  test('the list: search narrows it, what is not found is said, a title of any length fits a phone', async () => {
    const page = await stage.open('/rancangan', { width: 390 });
    expect(await page.getByRole('link', { name: LONG_TITLE }).count()).toBe(1);
    expect(await overflowOf(page)).toBe(0);
    await page.getByRole('searchbox', { name: 'Cari rancangan' }).fill('singkat');
    await page.getByRole('link', { name: LONG_TITLE }).waitFor({ state: 'detached' });
    await page.getByRole('searchbox', { name: 'Cari rancangan' }).fill('tidak ada');
    await page.getByText('Tidak ada rancangan yang cocok.').waitFor();
    await page.getByRole('button', { name: 'Kosongkan' }).click();
    await page.getByRole('link', { name: LONG_TITLE }).waitFor();
  });

  test('a list or a draft that cannot be loaded says so, and is loaded again when asked', async () => {
    stage.server.fail('/definitions', 503, 'UNAVAILABLE', 'Sedang tidak tersedia.');
    const page = await stage.open('/rancangan');
    await page.getByText('UNAVAILABLE').waitFor({ timeout: 15_000 });
    stage.server.heal('/definitions');
    await page.getByRole('button', { name: 'Coba lagi' }).click();
    await page.getByRole('link', { name: LONG_TITLE }).waitFor();
    await page.goto(`${stage.server.base}/rancangan/tidak-ada`);
    await page.getByText('NOT_FOUND').waitFor();
  });

  test('a new definition from a template: a title is asked for, then the canvas opens with its steps', async () => {
    const page = await stage.open('/rancangan');
    await page.getByRole('button', { name: 'Rancangan baru' }).click();
    await page.getByRole('button', { name: 'Buat rancangan' }).click();
    await page.getByText('Tulis judulnya.').waitFor();
    await page.getByRole('textbox', { name: /^Judul \(/ }).or(page.getByLabel(/^Judul/).first()).first().fill('Kebijakan kerja jarak jauh');
    await page.getByRole('radio', { name: /^Kebijakan singkat/ }).focus();
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Buat rancangan' }).click();
    await page.getByRole('heading', { level: 1, name: 'Kebijakan kerja jarak jauh' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/rancangan/kebijakan-kerja-jarak-jauh');
    await eventually(async () => (await page.locator('[data-step]').count()) === 6);
    await page.getByText('Belum terbit').waitFor();
  });

  test('by mouse, from nothing: steps are placed by dragging and by a click behind the chosen one, and connected by dragging', async () => {
    const page = await blank('dari-nol');
    const pane = (await page.locator('.react-flow').boundingBox())!;
    const at = (x: number, y: number) => ({ x: pane.x + x, y: pane.y + y });

    // Placed by dragging, and by a click behind the chosen step.
    await drag(page, await middleOf(kind(page, 'Penyusunan')), at(60, 60));
    await node(page, 'drafting').waitFor();
    await drag(page, await middleOf(kind(page, 'Konsultasi')), at(360, 60));
    await node(page, 'consultation').waitFor();
    await kind(page, 'Persetujuan').click();
    await node(page, 'approval').waitFor();
    await connect(page, 'start', 'started', 'drafting');
    await connect(page, 'drafting', 'submitted', 'consultation');
    expect(flowsOf(await saved(page))).toEqual(['consultation closed approval', 'drafting submitted consultation', 'start started drafting']);
  });

  test('by keyboard alone: one tab stop, add, name, connect, take back, walk, remove', async () => {
    const page = await blank('papan-tik');
    expect(await page.locator('[data-step][tabindex="0"]').count()).toBe(1);
    await node(page, 'start').focus();
    await page.keyboard.press('Space');
    await node(page, 'start').focus();
    await page.keyboard.press('n');
    await page.keyboard.type('penyusunan');
    await page.keyboard.press('Enter');
    await node(page, 'drafting').waitFor();
    await eventually(async () => node(page, 'drafting').evaluate((step) => step === document.activeElement));
    await page.keyboard.press('F2');
    await eventually(async () => page.evaluate(() => document.activeElement?.tagName === 'INPUT'));
    await page.keyboard.type('Naskah');
    await node(page, 'drafting').focus();
    await page.keyboard.press('c');
    const list = page.getByRole('dialog', { name: 'Sambungkan langkah' });
    await list.getByRole('button', { name: 'Selesai' }).focus();
    await page.keyboard.press('Enter');
    expect(flowsOf(await saved(page))).toEqual(['drafting submitted done', 'start started drafting']);
    expect(stepOf(sent(), 'drafting').title.id).toBe('Naskah');

    await eventually(async () => node(page, 'drafting').evaluate((step) => step === document.activeElement));
    await page.keyboard.press('Alt+ArrowLeft');
    await eventually(async () => node(page, 'start').evaluate((step) => step === document.activeElement));
    await page.keyboard.press('Alt+ArrowRight');
    await eventually(async () => node(page, 'drafting').evaluate((step) => step === document.activeElement));
    await page.keyboard.press('Delete');
    await node(page, 'drafting').waitFor({ state: 'detached' });
    await eventually(async () => node(page, 'start').evaluate((step) => step === document.activeElement));
    await page.keyboard.press('Control+z');
    await node(page, 'drafting').waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Tombol pintas' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'Tombol pintas' }).waitFor({ state: 'detached' });
  });

  test('a draft that another changed meanwhile is never overwritten: the copy can be saved, the newest loaded', async () => {
    const page = await stage.open(SHORT);
    await node(page, 'draft').click();
    stage.server.failNext('/definitions/kebijakan-singkat', 412, 'DEFINITION_CHANGED', 'Rancangan ini sudah diubah.');
    await panel(page).getByLabel('Judul (bahasa Indonesia)').fill('Judul saya');
    await page.getByText('Rancangan ini diubah orang lain').waitFor({ timeout: 10_000 });
    expect(await page.getByRole('button', { name: 'Terbitkan' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Muat ulang' }).click();
    await page.getByText('Rancangan ini diubah orang lain').waitFor({ state: 'detached' });
    await eventually(async () => (await node(page, 'draft').innerText()).includes('Penyusunan'));
  });

  test('a save that fails is said and tried again', async () => {
    const page = await stage.open(SHORT);
    await node(page, 'draft').click();
    stage.server.failNext('/definitions/kebijakan-singkat', 503, 'UNAVAILABLE', 'Sedang tidak tersedia.');
    await panel(page).getByLabel('Keterangan (bahasa Indonesia)').fill('Oleh tim kecil.');
    await page.getByText('Gagal menyimpan, akan dicoba lagi').waitFor({ timeout: 10_000 });
    expect(stepOf(await saved(page), 'draft').description).toEqual({ id: 'Oleh tim kecil.' });
  });

  describe.each([[1440, 'id', 'light'], [1440, 'en', 'dark'], [390, 'id', 'dark'], [390, 'en', 'light']] as const)('%i px, %s, %s', (width, language, theme) => {
    const words = language === 'id' ? { panel: 'Panel sifat', fresh: 'Rancangan baru' } : { panel: 'Properties panel', fresh: 'New definition' };
    const clean = async (page: Page): Promise<void> => {
      expect(await axeFindings(page)).toEqual([]);
      expect(await overflowOf(page)).toBe(0);
    };

    test('the list and its dialog', async () => {
      const page = await stage.open('/rancangan', { width, language, theme });
      await clean(page);
      await page.getByRole('button', { name: words.fresh }).click();
      await page.getByRole('dialog').getByRole('radio').first().waitFor();
      await clean(page);
    });

    test('the editor with a step, its problems, and the definition', async () => {
      const page = await stage.open('/rancangan/belum-selesai', { width, language, theme });
      await node(page, 'consult').focus();
      await page.keyboard.press('Space');
      if ((await panel(page).count()) === 0) await page.getByRole('button', { name: words.panel }).click();
      await panel(page).getByRole('textbox').first().waitFor();
      await clean(page);
      for (const tab of await page.getByRole('tab').all()) {
        await tab.click();
        await panel(page).locator('input, li, p').first().waitFor();
        await clean(page);
      }
    });

    test('a version, which can only be read', async () => {
      const page = await stage.open(`${REFERENCE}/versi/1`, { width, language, theme });
      await node(page, 'start').waitFor();
      await clean(page);
    });
  });
});
