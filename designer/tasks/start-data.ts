/** What a task's form starts with when nothing has been filled in yet. */
import type { TaskDetail } from '../../server/contract/tasks';
import type { TaskData } from './use-draft';

export function startData({ kind, material }: TaskDetail): TaskData {
  switch (kind) {
    case 'form':
    case 'respond':
      return { answers: {} };
    case 'draft':
      return {
        document: material.document ? { ...material.document.content } : { title: '', sections: [{ id: 'pasal-1', heading: 'Pasal 1', text: '' }] },
        ...(material.form && { answers: {} }),
      };
    case 'needs-analysis':
      return { jobs: [] };
    case 'organize':
      return { sessions: [] };
    case 'measure':
    case 'evaluate':
      return { values: [] };
    case 'approve':
    case 'dispose':
    case 'complaint':
      return {};
  }
}
