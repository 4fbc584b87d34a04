/**
 * What a first visit to each page loads by itself, gzipped, fonts included: under 200 KB, and under 350 KB where a canvas is drawn. What a
 * hand asks for later doesn't count: a dialog, a menu's list, the properties of a step, the expression language once a form is touched.
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { browserSuite } from '../support/browser-suite';
import { PROCESS } from '../support/process-fixtures';

const DIST = resolve(__dirname, '../../dist/designer');
const PAGE = 200 * 1024;
const CANVAS = 350 * 1024;
/** A page has loaded what it loads by itself when nothing more came for so long. */
const QUIET_MS = 400;

/** Fonts are compressed already. */
const weightOf = (file: string): number => {
  const bytes = readFileSync(join(DIST, file));
  return file.endsWith('.woff2') ? bytes.length : gzipSync(bytes).length;
};

async function filesOf(page: Page): Promise<string[]> {
  for (let before = -1, now = 0; now !== before; ) {
    before = now;
    await page.waitForTimeout(QUIET_MS);
    now = await page.evaluate(() => performance.getEntriesByType('resource').length);
  }
  const loaded = await page.evaluate(() => performance.getEntriesByType('resource').map((entry) => new URL(entry.name).pathname));
  return [...new Set(['/index.html', ...loaded.filter((path) => !path.startsWith('/api/'))])];
}

browserSuite('first load', (stage) => {
  test.each<[path: string, as: string | null, budget: number]>([
    ['/masuk', null, PAGE],
    ['/tugas', 'owner', PAGE],
    ['/tugas/k3v9qm2x7ab1.adoption.1.approve', 'owner', PAGE],
    ['/tugas/k3v9qm2x7ab1.promulgation.1.form', 'owner', PAGE],
    ['/tugas/k3v9qm2x7ab1.revision.1.draft', 'owner', PAGE],
    ['/tugas/k3v9qm2x7ab1.needsAnalysis.1.needs-analysis', 'owner', PAGE],
    ['/tugas/gladi7x2.monitoring.1.evaluate', 'owner', PAGE],
    ['/tugas/k3v9qm2x7ab1.socialization.1.organize', 'owner', PAGE],
    ['/proses', 'owner', PAGE],
    ['/proses/baru', 'owner', PAGE],
    [`/proses/${PROCESS}`, 'owner', CANVAS],
    [`/proses/${PROCESS}/riwayat`, 'auditor', PAGE],
    ['/pemberitahuan', 'owner', PAGE],
    ['/rancangan', 'owner', PAGE],
    ['/rancangan/kebijakan-pengelolaan-asn', 'owner', CANVAS],
    ['/rancangan/kebijakan-pengelolaan-asn/versi/1', 'owner', CANVAS],
    ['/audit', 'auditor', PAGE],
    [`/audit/entri/process:${PROCESS}:2`, 'auditor', PAGE],
    ['/pengaturan', 'admin', PAGE],
    ['/pengaturan/akun', 'admin', PAGE],
    ['/pengaturan/hari-libur', 'admin', PAGE],
    ['/publik', null, PAGE],
    ['/publik/pengaduan', null, PAGE],
    [`/publik/konsultasi/${PROCESS}.publicConsultation.2`, null, PAGE],
    ['/publik/tanda-terima/tt-5f2b8c', null, PAGE],
  ])('%s', async (path, as, budget) => {
    const weight = (await filesOf(await stage.open(path, { as }))).reduce((sum, file) => sum + weightOf(file), 0);
    console.info(`${path}: ${Math.round(weight / 1024)} KB`);
    expect(weight).toBeLessThan(budget);
  });
});
