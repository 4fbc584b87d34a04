/**
 * What a first visit to each page loads, gzipped, fonts included: under 200 KB. What a page loads later, on demand, doesn't count. A form with
 * conditions needs the expression language as well, to know which questions to show: 62 KB more.
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { browserSuite } from '../support/browser-suite';

const DIST = resolve(__dirname, '../../dist/designer');
const BUDGET = 200 * 1024;
const CONDITIONS = 62 * 1024;

/** Fonts are compressed already. */
const weightOf = (file: string): number => {
  const bytes = readFileSync(join(DIST, file));
  return file.endsWith('.woff2') ? bytes.length : gzipSync(bytes).length;
};

browserSuite('first load', (stage) => {
  test.each([
    ['/masuk', null], ['/tugas', 'owner'], ['/tugas/k3v9qm2x7ab1.adoption.1.approve', 'owner'], ['/tugas/k3v9qm2x7ab1.promulgation.1.form', 'owner'],
    ['/tugas/k3v9qm2x7ab1.revision.1.draft', 'owner'], ['/tugas/k3v9qm2x7ab1.needsAnalysis.1.needs-analysis', 'owner'], ['/tugas/gladi7x2.monitoring.1.evaluate', 'owner'],
    ['/tugas/k3v9qm2x7ab1.socialization.1.organize', 'owner'], ['/pengaturan/akun', 'admin'], ['/pengaturan/hari-libur', 'admin'],
  ])('%s', async (path, as) => {
    const page = await stage.open(path, { as });
    const files = await page.evaluate(() => [location.pathname && '/index.html', ...performance.getEntriesByType('resource').map((entry) => new URL(entry.name).pathname)].filter((name) => !name.startsWith('/api/')));
    const weight = [...new Set(files)].reduce((sum, file) => sum + weightOf(file), 0);
    console.info(`${path}: ${Math.round(weight / 1024)} KB`);
    expect(weight).toBeLessThan(path.includes('promulgation') ? BUDGET + CONDITIONS : BUDGET);
  });
});
