/** For beginners: draft, consult, approve. The first process that an owner draws. */
import type { ProcessDefinition } from '../types';

/** The short template; every start of it makes a copy with an id of its own. */
export const shortTemplate: ProcessDefinition = {
  format: 1,
  id: 'kebijakan-singkat',
  title: { id: 'Kebijakan singkat', en: 'A short policy' },
  description: {
    id: 'Susun, konsultasikan, setujui: rancangan untuk memulai.',
    en: 'Draft, consult, approve: a definition to begin with.',
  },
  calendar: 'indonesia',
  roles: {
    owner: { title: { id: 'Pemilik kebijakan', en: 'Policy owner' }, kind: 'people' },
    draftingTeam: { title: { id: 'Tim penyusun', en: 'Drafting team' }, kind: 'people' },
    experts: { title: { id: 'Para ahli', en: 'Experts' }, kind: 'people' },
    approver: { title: { id: 'Pejabat penyetuju', en: 'Approving official' }, kind: 'people' },
  },
  data: { type: 'object', properties: {} },
  steps: [
    { id: 'start', kind: 'start', title: { id: 'Mulai', en: 'Start' }, settings: {}, position: { x: 0, y: 160 } },
    {
      id: 'draft',
      kind: 'drafting',
      title: { id: 'Penyusunan', en: 'Drafting' },
      role: 'draftingTeam',
      deadline: {
        within: { amount: 10, unit: 'working-days' },
        reminders: [{ amount: 2, unit: 'working-days' }],
        warnAt: 0.8,
        overdue: { action: 'remind' },
      },
      settings: { instructions: { id: 'Susun naskah rancangan kebijakan.', en: 'Write the draft policy.' } },
      position: { x: 280, y: 160 },
    },
    {
      id: 'consult',
      kind: 'consultation',
      title: { id: 'Konsultasi', en: 'Consultation' },
      role: 'owner',
      deadline: {
        within: { amount: 5, unit: 'working-days' },
        reminders: [{ amount: 1, unit: 'working-days' }],
        overdue: { action: 'close' },
      },
      settings: {
        invited: 'experts',
        documentOf: 'draft',
        questions: {
          fields: [{ id: 'input', type: 'long', label: { id: 'Masukan Anda', en: 'Your input' }, required: true, max: 5000 }],
        },
        closeWhenAllAnswered: true,
        dispositions: 'before-close',
      },
      position: { x: 560, y: 160 },
    },
    {
      id: 'approve',
      kind: 'approval',
      title: { id: 'Persetujuan', en: 'Approval' },
      deadline: {
        within: { amount: 5, unit: 'working-days' },
        reminders: [{ amount: 1, unit: 'working-days' }],
        overdue: { action: 'remind' },
      },
      settings: {
        mode: 'one',
        approvers: ['approver'],
        mayReturn: true,
        mayReject: true,
        notAuthorsOf: ['draft'],
        legalBasisRequired: true,
      },
      position: { x: 840, y: 160 },
    },
    {
      id: 'done',
      kind: 'end',
      title: { id: 'Selesai', en: 'Completed' },
      settings: { result: 'completed' },
      position: { x: 1120, y: 160 },
    },
    {
      id: 'rejected',
      kind: 'end',
      title: { id: 'Ditolak', en: 'Rejected' },
      settings: { result: 'withdrawn' },
      position: { x: 1120, y: 320 },
    },
  ],
  flows: [
    { id: 'f1', from: 'start', outcome: 'started', to: 'draft' },
    { id: 'f2', from: 'draft', outcome: 'submitted', to: 'consult' },
    { id: 'f3', from: 'consult', outcome: 'closed', to: 'approve' },
    { id: 'f4', from: 'approve', outcome: 'approved', to: 'done' },
    { id: 'f5', from: 'approve', outcome: 'returned', to: 'draft' },
    { id: 'f6', from: 'approve', outcome: 'rejected', to: 'rejected' },
  ],
};
