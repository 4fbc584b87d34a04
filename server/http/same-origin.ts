/**
 * Refuses writes that another site's page makes with the reader's cookie. Browsers say where a request comes from
 * (`Sec-Fetch-Site`, or `Origin`); programs say nothing of it, and carry no cookie of a person unless they mean to.
 */
import type { Request } from 'express';
import { Problem } from '../../errors/problem';

export function refuseOtherOrigin(request: Request, publicUrl: string | undefined): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const site = request.headers['sec-fetch-site'];
  if (site === 'same-origin' || site === 'none') return;
  const origin = request.headers.origin;
  if (origin === undefined && site === undefined) return;
  if (origin !== undefined && site === undefined && isOurs(origin, request, publicUrl)) return;
  throw new Problem('CSRF');
}

function isOurs(origin: string, request: Request, publicUrl: string | undefined): boolean {
  const host = hostOf(origin);
  return host !== undefined && (host === request.headers.host || (publicUrl !== undefined && host === hostOf(publicUrl)));
}

function hostOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).host : undefined;
}
