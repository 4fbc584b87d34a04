/**
 * Files of answers: `POST /files?name=<name>` with the bytes as body (`Content-Type` of the file, at most 5 MB) -> 201
 * `FileRef`; put it into an answer. `GET /files/:id` -> the bytes, always as a download.
 */
import { z } from 'zod';

export const FILE_MAX_BYTES = 5_000_000;

export const fileRef = z
  .strictObject({ id: z.string().regex(/^[0-9a-f]{64}$/), name: z.string().min(1).max(255), size: z.int().min(0).max(FILE_MAX_BYTES), type: z.string().max(100) })
  .meta({ id: 'FileRef' });
export const fileQuery = z.strictObject({ name: z.string().min(1).max(255) });

export type FileRef = z.infer<typeof fileRef>;
