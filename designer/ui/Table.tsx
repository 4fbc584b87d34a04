/** A table that becomes a list of cards on a narrow screen. Semantic HTML, sorted by pressing a head. */
import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { useText } from '../i18n/use-text';
import styles from './Table.module.css';

export interface Column<Row> {
  id: string;
  label: string;
  cell: (row: Row) => ReactNode;
  /** Right-aligned, even figures. */
  numeric?: boolean;
  sortable?: boolean;
  width?: string;
  /** The cell that names the row; becomes the card's title. One per table. */
  main?: boolean;
  hideLabel?: boolean;
  /** Left out of the card on narrow screens. */
  wideOnly?: boolean;
}

export interface Sort {
  column: string;
  direction: 'ascending' | 'descending';
}

export interface TableProps<Row> {
  label: string;
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  empty?: ReactNode;
  /** Keep it a table when narrow: it scrolls sideways. For figures that must stand in columns. */
  scroll?: boolean;
  foot?: ReactNode;
  mark?: (row: Row) => 'danger' | 'warn' | undefined;
}

export function Table<Row>({ label, columns, rows, rowKey, sort, onSort, empty, scroll, foot, mark }: TableProps<Row>) {
  const { t } = useText();
  if (rows.length === 0) return <>{empty ?? <p className={styles.none}>{t('table.empty')}</p>}</>;
  return (
    <div className={styles.frame} data-scroll={scroll || undefined} {...(scroll && { tabIndex: 0, role: 'region', 'aria-label': label })}>
      <table className={styles.table} data-cards={!scroll || undefined}>
        <caption className="visually-hidden">{label}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head key={column.id} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} data-mark={mark?.(row)}>
              {columns.map((column) => {
                const Cell = column.main ? 'th' : 'td';
                return (
                  <Cell
                    key={column.id}
                    {...(column.main && { scope: 'row' })}
                    data-label={column.hideLabel || column.main ? undefined : column.label}
                    data-numeric={column.numeric || undefined}
                    data-main={column.main || undefined}
                    data-wide-only={column.wideOnly || undefined}
                  >
                    {column.cell(row)}
                  </Cell>
                );
              })}
            </tr>
          ))}
        </tbody>
        {foot && <tfoot>{foot}</tfoot>}
      </table>
    </div>
  );
}

function Head<Row>({ column, sort, onSort }: { column: Column<Row>; sort: Sort | undefined; onSort: ((sort: Sort) => void) | undefined }) {
  const { t } = useText();
  const mine = sort?.column === column.id ? sort.direction : undefined;
  const Icon = mine === 'ascending' ? ArrowUp : mine === 'descending' ? ArrowDown : ChevronsUpDown;
  const next: Sort = { column: column.id, direction: mine === 'ascending' ? 'descending' : 'ascending' };
  return (
    <th scope="col" data-numeric={column.numeric || undefined} style={column.width ? { width: column.width } : undefined} aria-sort={column.sortable ? mine ?? 'none' : undefined}>
      {column.sortable && onSort ? (
        <button type="button" className={styles.sort} onClick={() => onSort(next)} title={t('table.sort', { column: column.label })}>
          {column.label}
          <Icon size={14} aria-hidden data-active={mine !== undefined || undefined} />
        </button>
      ) : (
        <span className={column.hideLabel ? 'visually-hidden' : undefined}>{column.label}</span>
      )}
    </th>
  );
}
