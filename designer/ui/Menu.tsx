/** A button that opens a list of acts or places. */
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useRouter } from '@tanstack/react-router';
import { Menu as AriaMenu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import styles from './fields.module.css';

export interface MenuEntry {
  id: string;
  label: string;
  note?: string;
  icon?: LucideIcon;
  disabled?: boolean;
  danger?: boolean;
  /** Either something to do, or somewhere to go. */
  onAction?: () => void;
  href?: string;
}

export function Menu({ trigger, label, items }: { trigger: ReactNode; label: string; items: MenuEntry[] }) {
  const router = useRouter();
  const act = (item: MenuEntry) => (item.href ? void router.navigate({ href: item.href }) : item.onAction?.());
  return (
    <MenuTrigger>
      {trigger}
      <Popover className={styles.popover!} offset={6}>
        <AriaMenu aria-label={label} items={items} style={{ outline: 'none' }}>
          {(item: MenuEntry) => (
            <MenuItem id={item.id} textValue={item.label} className={styles.option!} isDisabled={!!item.disabled} onAction={() => act(item)} {...(item.danger && { style: { color: 'var(--danger-ink)' } })}>
              {item.icon && <item.icon size={18} aria-hidden style={{ marginLeft: 0, color: 'inherit' }} />}
              <span>
                {item.label}
                {item.note && <span className={styles.optionNote}>{item.note}</span>}
              </span>
            </MenuItem>
          )}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
