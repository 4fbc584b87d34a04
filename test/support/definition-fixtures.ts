/** A shelf of definitions behind the designer: drafts that can be changed, checked and published, kept in memory. */
import type { Request, Response, Router } from 'express';
import { definitionHash } from '../../process/hash';
import { newStep } from '../../process/kinds';
import { referenceTemplate, shortTemplate, templates } from '../../process/templates';
import type { Localized, ProcessDefinition } from '../../process/types';
import { isPublishable, validate } from '../../process/validate';
import type { DefinitionDraft, DefinitionSummary, PublishedVersionJson } from '../../server/contract/definitions';

const OWNER = { id: 'owner', name: 'BKPSDM Kabupaten Bungo' };
const AT = '2026-10-02T03:00:00.000Z';

/** A title as long as real ones get. */
export const LONG_TITLE =
  'Kebijakan penataan, pembinaan, dan pengembangan kompetensi pegawai pemerintah dengan perjanjian kerja pada jabatan fungsional tenaga kesehatan dan tenaga pendidik di wilayah terpencil';

interface Kept {
  definition: ProcessDefinition;
  revision: number;
  versions: PublishedVersionJson[];
}

/** A draft with one mistake of each severity that owners make: an open exit, a step that nothing leads to. */
const unfinished: ProcessDefinition = {
  ...shortTemplate,
  id: 'belum-selesai',
  title: { id: LONG_TITLE },
  steps: [...shortTemplate.steps, newStep('notify', 'notify', { x: 560, y: 380 })],
  flows: shortTemplate.flows.filter(({ from, outcome }) => from !== 'approve' || outcome !== 'returned'),
};

export function definitionRoutes(router: Router): void {
  const shelf = new Map<string, Kept>([
    [referenceTemplate.id, kept(referenceTemplate, [{ note: null }, { note: 'Tenggat konsultasi diperpanjang.' }])],
    [shortTemplate.id, kept(shortTemplate, [])],
    [unfinished.id, kept(unfinished, [])],
  ]);
  const found = (request: Request, response: Response): Kept | undefined => {
    const one = shelf.get(String(request.params.id));
    if (!one) problem(response, 404, 'NOT_FOUND', 'Rancangan tidak ditemukan.');
    return one;
  };
  const draftTo = (response: Response, one: Kept, status = 200) => void response.status(status).setHeader('etag', `"${one.revision}"`).json(draftOf(one));

  router.get('/definitions', ({ query }, response) => {
    const q = String(query.q ?? '').toLowerCase();
    response.json(page([...shelf.values()].map(summaryOf).filter(({ title }) => `${title.id} ${title.en ?? ''}`.toLowerCase().includes(q))));
  });
  router.get('/definitions/templates', (_, response) =>
    void response.json(page(templates.map((definition) => ({ id: definition.id, title: definition.title, description: definition.description ?? null, definition })))));
  router.post('/definitions', (request, response) => {
    const { id, title, template } = request.body as { id: string; title: Localized; template?: string };
    if (shelf.has(id)) return problem(response, 409, 'DEFINITION_EXISTS', 'Nama itu sudah dipakai.');
    const base = templates.find((one) => one.id === template) ?? blank();
    const one = kept({ ...base, id, title }, []);
    shelf.set(id, one);
    return draftTo(response, one, 201);
  });
  router.get('/definitions/:id', (request, response) => {
    const one = found(request, response);
    if (one) draftTo(response, one);
  });
  router.put('/definitions/:id', (request, response) => {
    const one = found(request, response);
    if (!one) return;
    if (request.headers['if-match'] !== `"${one.revision}"`) return problem(response, 412, 'DEFINITION_CHANGED', 'Rancangan ini sudah diubah.');
    one.definition = (request.body as { definition: ProcessDefinition }).definition;
    one.revision += 1;
    draftTo(response, one);
  });
  router.post('/definitions/:id/publish', (request, response) => {
    const one = found(request, response);
    if (!one) return;
    if (!isPublishable(validate(one.definition))) return problem(response, 422, 'DEFINITION_INVALID', 'Masih ada kesalahan.');
    one.versions.unshift(versionOf(one.definition, one.versions.length + 1, (request.body as { note?: string }).note ?? null));
    response.status(201).json(one.versions[0]);
  });
  router.get('/definitions/:id/versions', (request, response) => {
    const one = found(request, response);
    if (one) response.json(page(one.versions.map(({ definition: _, ...brief }) => brief)));
  });
  router.get('/definitions/:id/versions/:version', (request, response) => {
    const version = found(request, response)?.versions.find((each) => each.version === Number(request.params.version));
    if (version) response.json(version);
    else if (!response.headersSent) problem(response, 404, 'NOT_FOUND', 'Versi tidak ditemukan.');
  });
}

const page = <T>(items: T[]) => ({ items, next: null });

function problem(response: Response, status: number, code: string, detail: string): void {
  response.status(status).type('application/problem+json').send({ type: 'about:blank', title: detail, status, code, detail, reference: 'a1' });
}

const kept = (definition: ProcessDefinition, notes: { note: string | null }[]): Kept => ({
  definition,
  revision: notes.length + 1,
  versions: notes.map(({ note }, at) => versionOf(definition, at + 1, note)).reverse(),
});

const versionOf = (definition: ProcessDefinition, version: number, note: string | null): PublishedVersionJson => ({
  definitionId: definition.id, version, hash: definitionHash(definition), publishedAt: AT, publishedBy: OWNER, note, title: definition.title, definition,
});

const publishedOf = ({ versions: [newest] }: Kept) => (newest ? { version: newest.version, publishedAt: newest.publishedAt } : null);
const changed = ({ definition, versions: [newest] }: Kept): boolean => !!newest && newest.hash !== definitionHash(definition);

const draftOf = (one: Kept): DefinitionDraft => ({
  id: one.definition.id, revision: one.revision, updatedAt: AT, updatedBy: OWNER, published: publishedOf(one), changed: changed(one), definition: one.definition,
});

const summaryOf = (one: Kept): DefinitionSummary => ({
  id: one.definition.id, title: one.definition.title, description: one.definition.description ?? null, steps: one.definition.steps.length,
  revision: one.revision, updatedAt: AT, updatedBy: OWNER, published: publishedOf(one), changed: changed(one), running: one.versions.length,
});

/** As the server begins a definition without a template. */
const blank = (): ProcessDefinition => ({
  format: 1,
  id: '',
  title: { id: '' },
  calendar: 'indonesia',
  roles: { owner: { title: { id: 'Pemilik kebijakan', en: 'Policy owner' }, kind: 'people' } },
  data: { type: 'object', properties: {} },
  steps: [newStep('start', 'start', { x: 0, y: 160 }), { ...newStep('end', 'done', { x: 480, y: 160 }), title: { id: 'Selesai', en: 'Completed' } }],
  flows: [],
});
