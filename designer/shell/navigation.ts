/** Which places a person sees, by role. The server decides what they may do there; this only spares them dead ends. */
import { Bell, ClipboardCheck, FileCheck2, MessagesSquare, Settings, Waypoints, Workflow, type LucideIcon } from 'lucide-react';
import type { MessageId } from '../i18n/catalogues';
import { paths } from '../paths';
import type { AccountRole } from '../session/session';

export interface Place {
  id: string;
  label: MessageId;
  href: string;
  icon: LucideIcon;
  roles: readonly AccountRole[];
}

export const PLACES: readonly Place[] = [
  { id: 'tasks', label: 'nav.tasks', href: paths.tasks, icon: ClipboardCheck, roles: ['owner', 'stakeholder', 'admin'] },
  { id: 'processes', label: 'nav.processes', href: paths.processes, icon: Waypoints, roles: ['owner', 'stakeholder', 'auditor', 'admin'] },
  { id: 'notices', label: 'nav.notices', href: paths.notices, icon: Bell, roles: ['owner', 'stakeholder', 'auditor', 'admin'] },
  { id: 'definitions', label: 'nav.definitions', href: paths.definitions, icon: Workflow, roles: ['owner', 'auditor', 'admin'] },
  { id: 'consultations', label: 'nav.consultations', href: paths.publicHome, icon: MessagesSquare, roles: ['owner', 'stakeholder', 'auditor', 'admin'] },
  { id: 'audit', label: 'nav.audit', href: paths.audit, icon: FileCheck2, roles: ['owner', 'auditor', 'admin'] },
  { id: 'settings', label: 'nav.settings', href: paths.settings, icon: Settings, roles: ['admin'] },
];

export const placesOf = (roles: readonly AccountRole[]): Place[] => PLACES.filter((place) => place.roles.some((role) => roles.includes(role)));

/** Where a person starts: their work, or, who has none, what runs. */
export const homeOf = (roles: readonly AccountRole[]): string => placesOf(roles)[0]?.href ?? paths.publicHome;

/** Is this place the current page's? The longest match wins by construction: no place lies within another. */
export const isWithin = (href: string, pathname: string): boolean => pathname === href || pathname.startsWith(`${href}/`);
