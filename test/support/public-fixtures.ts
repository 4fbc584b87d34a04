/** What anyone sees, made up: a consultation that is open and one that has ended, a survey, a desk, a socialization. */
import type { Response, Router } from 'express';
import { SKM_ELEMENTS } from '../../process/skm';
import type {
  PublicAcknowledgement, PublicConsultation, PublicDesk, PublicProcessDetail, PublicReceiptStatus, PublicSurvey, PublicWindow,
} from '../../server/contract/public';
import { log, PROCESS } from './process-fixtures';
import { consultation, documentVersion, inputs } from './task-fixtures';

const HOUR = 3_600_000;
const at = (hours: number): string => new Date(Date.now() + hours * HOUR).toISOString();
const process = { id: PROCESS, slug: `kebijakan-pengelolaan-asn-${PROCESS}`, title: 'Kebijakan Pengelolaan ASN Kabupaten Bungo 2027' };
const window = (kind: PublicWindow['kind'], id: string, title: PublicWindow['title'], more: Partial<PublicWindow> = {}): PublicWindow => ({
  id: `${PROCESS}.${id}`, kind, title, stepId: id.split('.')[0]!, round: 1, status: 'open', openedAt: at(-72), closesAt: at(240), responses: 6, ...more,
});
const open = window('consultation', 'publicConsultation.2', { id: 'Konsultasi publik', en: 'Public consultation' }, { round: 2 });
const closed = window('consultation', 'publicConsultation.1', { id: 'Konsultasi publik', en: 'Public consultation' }, { status: 'closed', responses: 34, closesAt: at(-60) });
const survey = window('survey', 'monitoring.1.c1', { id: 'Survei kepuasan masyarakat', en: 'Community satisfaction survey' });
const desk = window('complaints', 'complaints.1', { id: 'Meja pengaduan', en: 'Complaints desk' }, { closesAt: null });
const socialization = window('acknowledgement', 'socialization.1', { id: 'Sosialisasi dan pelatihan', en: 'Socialization and training' });
const head = { process, rehearsal: null, description: null };

const consultationOf = (of: PublicWindow): PublicConsultation => ({
  ...head, window: of, minimum: 30, questions: consultation.questions, document: { version: documentVersion.version, at: documentVersion.at, content: documentVersion.content },
  inputs: inputs.map(({ id, at: given, from, answers }, place) => ({
    id, at: given, from, answers: place === 1 ? null : answers,
    disposition: of.status === 'closed' && place === 0 ? { kind: 'accepted', reason: 'Pasal 4 kini menyebut insentif.', section: 'pasal-4', documentVersion: null, by: { id: 'owner', name: 'BKPSDM Kabupaten Bungo' }, at: at(-10), entryId: 'disposition:1' } : null,
  })) as PublicConsultation['inputs'],
});
const surveyPage: PublicSurvey = {
  ...head, window: survey, minimum: null,
  elements: SKM_ELEMENTS.map((id) => ({ id, question: { id: `Bagaimana pendapat Anda tentang ${id}?`, en: `What do you think of the ${id}?` }, scale: [1, 2, 3, 4].map((score) => ({ id: `Nilai ${score}`, en: `Score ${score}` })) })),
};
const deskPage: PublicDesk = { ...head, window: desk, anonymous: true };
const acknowledgement: PublicAcknowledgement = {
  ...head, window: socialization, material: { id: '# Ringkasan\n\nPenilaian kinerja setiap tiga bulan.', en: '# Summary\n\nAppraisal every three months.' }, incentives: null, acknowledged: 812, needed: 5120,
  quiz: { passScore: 1, questions: [{ id: 'q1', label: { id: 'Seberapa sering kinerja dinilai?', en: 'How often is performance appraised?' }, options: [{ value: 'a', label: { id: 'Setiap tiga bulan', en: 'Every three months' } }, { value: 'b', label: { id: 'Setiap tahun', en: 'Every year' } }] }] },
};
const detail: PublicProcessDetail = {
  ...process, status: 'running', startedAt: at(-400), endedAt: null, now: [open.title], open: [open, survey, desk], description: null, rehearsal: null, windows: [open, closed, survey, desk],
  steps: [
    { stepId: 'start', title: { id: 'Mulai', en: 'Start' }, kind: 'start', round: 1, status: 'ended', outcome: 'started', at: at(-400) },
    { stepId: 'drafting', title: { id: 'Penyusunan rancangan', en: 'Drafting' }, kind: 'drafting', round: 1, status: 'ended', outcome: 'submitted', at: at(-80) },
    { stepId: 'publicConsultation', title: open.title, kind: 'consultation', round: 2, status: 'running', outcome: null, at: at(-72) },
  ],
};

const ENTRY = `process:${PROCESS}:2`;
const RECEIPT = 'tt-5f2b8c';
const receipt = () => ({ id: RECEIPT, entryId: ENTRY, leafHash: log.brief(ENTRY).hash, acceptedAt: new Date().toISOString(), repeated: false });
const status: PublicReceiptStatus = {
  id: RECEIPT, kind: 'input', at: at(-1), process, window: open, entryId: ENTRY, leafHash: log.brief(ENTRY).hash, logIndex: 3, proofPath: `/ledger/proof/${encodeURIComponent(ENTRY)}`,
  disposition: { kind: 'partly', reason: 'Jadwal diumumkan sebulan sebelumnya.', section: 'pasal-7', at: at(-1) }, complaint: null,
};

export function publicRoutes(router: Router): void {
  const one = <T>(path: string, found: Record<string, T>): void => {
    router.get(`/public/${path}/:id`, (request, response: Response) => {
      const page = found[request.params.id!];
      if (page) response.json(page);
      else response.status(404).type('application/problem+json').send({ type: 'about:blank', title: 'Tidak ditemukan.', detail: 'Tidak ditemukan.', status: 404, code: 'NOT_FOUND', reference: 'a1' });
    });
  };
  const { description: _d, rehearsal: _r, steps: _s, windows: _w, ...brief } = detail;
  router.get('/public/processes', (_, response) => void response.json({ items: [brief], next: null }));
  one('processes', { [process.slug]: detail });
  one('consultations', { [open.id]: consultationOf(open), [closed.id]: consultationOf(closed) });
  one('surveys', { [survey.id]: surveyPage });
  one('acknowledgements', { [socialization.id]: acknowledgement });
  one('complaints', { [desk.id]: deskPage });
  one('receipts', { [RECEIPT]: status });
  for (const path of ['/public/consultations/:id/inputs', '/public/surveys/:id/answers', '/public/acknowledgements/:id', '/public/complaints']) {
    router.post(path, (_, response) => void response.status(201).json(receipt()));
  }
}
