/**
 * `GET /events`: server-sent events for signed-in users. An event says only what changed, by id; read it anew. Ids of
 * what the reader may not see are never sent. The first event is `hello`; a comment every 20 s keeps the connection.
 *
 *   event: task          data: {"type":"task","taskId":"…","processId":"…"}       opened, changed or ended
 *   event: process       data: {"type":"process","processId":"…"}
 *   event: window        data: {"type":"window","windowId":"…","processId":"…"}
 *   event: input         data: {"type":"input","windowId":"…","processId":"…"}
 *   event: notice        data: {"type":"notice"}
 *   event: definition    data: {"type":"definition","definitionId":"…"}
 *   event: calendar      data: {"type":"calendar","calendarId":"…"}
 *   event: checkpoint    data: {"type":"checkpoint","size":123}
 */
import { z } from 'zod';

export const serverEvent = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('hello') }),
    z.object({ type: z.literal('task'), taskId: z.string(), processId: z.string() }),
    z.object({ type: z.literal('process'), processId: z.string() }),
    z.object({ type: z.literal('window'), windowId: z.string(), processId: z.string() }),
    z.object({ type: z.literal('input'), windowId: z.string(), processId: z.string() }),
    z.object({ type: z.literal('notice') }),
    z.object({ type: z.literal('definition'), definitionId: z.string() }),
    z.object({ type: z.literal('calendar'), calendarId: z.string() }),
    z.object({ type: z.literal('checkpoint'), size: z.int() }),
  ])
  .meta({ id: 'ServerEvent' });

export const EVENT_TYPES = ['hello', 'task', 'process', 'window', 'input', 'notice', 'definition', 'calendar', 'checkpoint'] as const;

export type ServerEvent = z.infer<typeof serverEvent>;
