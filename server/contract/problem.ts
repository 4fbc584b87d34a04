/** Every refusal: RFC 9457 problem details (`application/problem+json`). `code` is a key of `errors/catalogue.ts`. */
import { z } from 'zod';
import type { ProblemCode } from '../../errors/catalogue';

export const issue = z
  .object({ path: z.string(), message: z.string(), expected: z.string().optional(), received: z.string().optional() })
  .meta({ id: 'Issue', description: 'One wrong field; `path` is a JSON pointer into the body.' });

export const problem = z
  .object({
    type: z.string(),
    /** In the user's language. */
    title: z.string(),
    status: z.int(),
    code: z.string(),
    /** In the user's language. */
    detail: z.string(),
    expected: z.string().optional(),
    received: z.string().optional(),
    issues: z.array(issue).optional(),
    /** Names the line in our log; shown to the user where the fault is ours. */
    reference: z.string(),
  })
  .meta({
    id: 'Problem',
    example: {
      type: 'about:blank',
      title: 'Isian tidak sesuai.',
      status: 422,
      code: 'BODY_INVALID',
      detail: 'Isian tidak sesuai.',
      issues: [{ path: '/data/answers/input', message: 'wajib diisi', expected: 'teks', received: 'kosong' }],
      reference: 'b1f0c2d4',
    },
  });

export type Issue = z.infer<typeof issue>;
export type ProblemBody = Omit<z.infer<typeof problem>, 'code'> & { code: ProblemCode };
