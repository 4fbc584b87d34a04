/** What shows and doesn't ask: banners, badges, cards, empty and waiting states, headers, progress. */
import { CircleCheck, CircleX, Info, TriangleAlert, type LucideIcon } from 'lucide-react';
import type { CSSProperties, ElementType, ReactNode } from 'react';
import { useText } from '../i18n/use-text';
import { Link } from './Link';
import styles from './display.module.css';

export type Tone = 'neutral' | 'brand' | 'gold' | 'ok' | 'warn' | 'danger' | 'info' | 'plum';

const TONE_ICON: Partial<Record<Tone, LucideIcon>> = { ok: CircleCheck, warn: TriangleAlert, danger: CircleX, info: Info };

/** Something the reader must know before going on. `live` announces it when it appears. */
export function Banner({ tone = 'info', title, children, actions, live }: { tone?: Tone; title?: string; children?: ReactNode; actions?: ReactNode; live?: boolean }) {
  const Icon = TONE_ICON[tone] ?? Info;
  return (
    <div className={styles.banner} data-tone={tone} {...(live && { role: tone === 'danger' ? 'alert' : 'status' })}>
      <Icon size={20} aria-hidden />
      <div className={styles.bannerText}>
        {title && <p className={styles.bannerTitle}>{title}</p>}
        {children && <div>{children}</div>}
      </div>
      {actions && <div className="row">{actions}</div>}
    </div>
  );
}

export function Badge({ tone = 'neutral', icon: Icon, children }: { tone?: Tone; icon?: LucideIcon; children: ReactNode }) {
  return (
    <span className={styles.badge} data-tone={tone}>
      {Icon && <Icon size={14} aria-hidden />}
      {children}
    </span>
  );
}

export type Status = 'on-time' | 'at-risk' | 'overdue' | 'paused' | 'running' | 'completed' | 'withdrawn' | 'open' | 'closed' | 'draft' | 'published' | 'done';

const STATUS_TONE: Record<Status, Tone> = {
  'on-time': 'ok', 'at-risk': 'warn', overdue: 'danger', paused: 'neutral', running: 'brand', completed: 'ok', withdrawn: 'neutral', open: 'brand',
  closed: 'neutral', draft: 'gold', published: 'ok', done: 'ok',
};

/** The state of a task, step or process: a shape and a word, never colour alone. */
export function StatusPill({ status, children }: { status: Status; children?: ReactNode }) {
  const { t } = useText();
  return (
    <span className={styles.pill} data-tone={STATUS_TONE[status]} data-status={status}>
      {children ?? t(`status.${status}`)}
    </span>
  );
}

export function Card({ children, as: As = 'section', title, actions, flush, tone, style, ...rest }: {
  children: ReactNode;
  as?: ElementType;
  title?: ReactNode;
  actions?: ReactNode;
  /** Without inner space: a table fills it. */
  flush?: boolean;
  tone?: 'brand' | 'gold';
  style?: CSSProperties;
  id?: string;
  'aria-label'?: string;
}) {
  return (
    <As className={styles.card} data-flush={flush || undefined} data-tone={tone} style={style} {...rest}>
      {(title || actions) && (
        <header className={styles.cardHead}>
          {title && <h2>{title}</h2>}
          {actions && <div className="row">{actions}</div>}
        </header>
      )}
      {children}
    </As>
  );
}

/** Nothing here: says why, and what to do. */
export function EmptyState({ title, children, actions, mark, page }: { title: string; children?: ReactNode; actions?: ReactNode; mark?: ReactNode; /** It is all that the page has: its title is the page's. */ page?: boolean }) {
  return (
    <div className={styles.empty}>
      {mark ?? <CircleMark size={84} />}
      {page ? <h1 tabIndex={-1}>{title}</h1> : <h2>{title}</h2>}
      {children && <div className={styles.emptyText}>{children}</div>}
      {actions && <div className="row" style={{ justifyContent: 'center' }}>{actions}</div>}
    </div>
  );
}

/** The sign of the house: people around what they talk about. */
export function CircleMark({ size = 32, band }: { size?: number; band?: boolean }) {
  const seats = Array.from({ length: 8 }, (_, seat) => (seat * Math.PI) / 4);
  return (
    <svg width={size} height={size} viewBox="0 0 64 64" aria-hidden className={band ? styles.markBand : styles.mark}>
      <circle cx="32" cy="32" r="6.4" data-part="centre" />
      {seats.map((angle) => (
        <circle key={angle} cx={32 + 20.5 * Math.cos(angle)} cy={32 + 20.5 * Math.sin(angle)} r="5.4" data-part="seat" />
      ))}
    </svg>
  );
}

/** Grey bars in the shape of what comes. */
export function Skeleton({ lines = 3, height, label }: { lines?: number; height?: number; label?: string }) {
  const { t } = useText();
  return (
    <div className={styles.skeleton} role="status">
      <span className="visually-hidden">{label ?? t('state.loading')}</span>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className={styles.bone} style={{ width: `${96 - ((line * 23) % 41)}%`, ...(height && { height }) }} aria-hidden />
      ))}
    </div>
  );
}

export interface Crumb {
  label: string;
  href?: string;
}

export function Breadcrumbs({ items }: { items: Crumb[] }) {
  const { t } = useText();
  return (
    <nav aria-label={t('breadcrumbs.label')} className={styles.crumbs}>
      <ol>
        {items.map((item, index) => (
          <li key={`${index}${item.label}`}>
            {item.href ? <Link href={item.href}>{item.label}</Link> : <span aria-current="page">{item.label}</span>}
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** The head of a page: where it is, what it is, what can be done. Its `h1` is the page's only one. */
export function PageHeader({ title, eyebrow, lead, crumbs, meta, actions }: {
  title: ReactNode;
  /** A small line above the title: the kind of page. */
  eyebrow?: ReactNode;
  lead?: ReactNode;
  crumbs?: Crumb[];
  meta?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <header className={styles.pageHead}>
      {crumbs && <Breadcrumbs items={crumbs} />}
      <div className={styles.pageHeadRow}>
        <div className={styles.pageTitle}>
          {eyebrow && <p className={styles.eyebrow}>{eyebrow}</p>}
          <h1 tabIndex={-1}>{title}</h1>
          {lead && <p className={styles.lead}>{lead}</p>}
          {meta && <div className={styles.meta}>{meta}</div>}
        </div>
        {actions && <div className="row">{actions}</div>}
      </div>
    </header>
  );
}

/** A share of a whole, with its words. */
export function ProgressBar({ label, value, max = 1, text, target, tone = 'brand' }: {
  label: string;
  value: number;
  max?: number;
  /** In words, beside the label: "12 dari 30". */
  text?: string;
  /** A line at this value. */
  target?: number;
  tone?: Tone;
}) {
  const { percent } = useText();
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0;
  return (
    <div className={styles.progress} data-tone={tone}>
      <div className="row-between small">
        <span className={styles.progressLabel}>{label}</span>
        <span className="numbers">{text ?? percent(share)}</span>
      </div>
      <div className={styles.bar} role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={max} aria-valuenow={value} aria-valuetext={text ?? percent(share)}>
        <span style={{ width: `${share * 100}%` }} />
        {target !== undefined && max > 0 && <i style={{ left: `${Math.min(100, (target / max) * 100)}%` }} />}
      </div>
    </div>
  );
}

export interface TimelineItem {
  id: string;
  title: ReactNode;
  when?: ReactNode;
  icon?: LucideIcon;
  tone?: Tone;
  children?: ReactNode;
}

/** What happened, in order. */
export function Timeline({ items, label }: { items: TimelineItem[]; label: string }) {
  return (
    <ol className={styles.timeline} aria-label={label}>
      {items.map(({ id, title, when, icon: Icon, tone = 'neutral', children }) => (
        <li key={id} data-tone={tone}>
          <span className={styles.knot} aria-hidden>{Icon && <Icon size={14} />}</span>
          <div className={styles.event}>
            <div className="row-between" style={{ '--gap': '4px 12px' } as CSSProperties}>
              <span className={styles.eventTitle}>{title}</span>
              {when && <span className="muted small">{when}</span>}
            </div>
            {children}
          </div>
        </li>
      ))}
    </ol>
  );
}

/** Pairs of a name and a value. */
export function Facts({ items }: { items: { label: string; value: ReactNode }[] }) {
  return (
    <dl className={styles.facts}>
      {items.map((item) => (
        <div key={item.label}>
          <dt>{item.label}</dt>
          <dd>{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** One big figure with its name. */
export function Figure({ label, value, note, tone }: { label: string; value: ReactNode; note?: ReactNode; tone?: Tone }) {
  return (
    <div className={styles.figure} data-tone={tone}>
      <span className={styles.figureLabel}>{label}</span>
      <span className={styles.figureValue}>{value}</span>
      {note && <span className="muted small">{note}</span>}
    </div>
  );
}
