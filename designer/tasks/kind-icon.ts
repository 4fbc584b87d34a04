import { ClipboardCheck, ClipboardList, FileText, Gauge, Megaphone, MessageSquareReply, MessageSquareWarning, MessagesSquare, Stamp, Users, type LucideIcon } from 'lucide-react';
import type { TaskKind } from '../../process/types';

export const TASK_ICON: Record<TaskKind, LucideIcon> = {
  form: ClipboardCheck,
  'needs-analysis': Users,
  draft: FileText,
  respond: MessagesSquare,
  dispose: MessageSquareReply,
  approve: Stamp,
  organize: Megaphone,
  measure: Gauge,
  evaluate: ClipboardList,
  complaint: MessageSquareWarning,
};
