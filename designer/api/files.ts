/** Files go up as they are, before the answer that names them. */
import type { FileRef } from '../../server/contract/files';
import { languageStore } from '../i18n/language-store';
import { newKey, urlOf } from './client';
import { ApiProblem, problemOf } from './problem';

export async function uploadFile(file: File): Promise<FileRef> {
  const response = await fetch(urlOf('/files', { name: file.name }), {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': file.type || 'application/octet-stream', 'idempotency-key': newKey(), 'accept-language': languageStore.get().language },
    body: file,
  }).catch(() => {
    throw new ApiProblem(0, 'NETWORK', languageStore.get().messages['error.network'] ?? 'Network error');
  });
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw problemOf(response.status, body);
  return body as FileRef;
}
