/** A button that opens a list of acts or places. */
import type { LucideIcon } from 'lucide-react';
import { useRouter } from '@tanstack/react-router';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Menu as AriaMenu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import buttonStyles from './Button.module.css';
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

export function Menu({ label, items, icon: Icon, iconOnly, small }: {
  /** Names the button and the list. */
  label: string;
  items: MenuEntry[];
  icon?: LucideIcon;
  /** Only the picture is shown; the label is spoken. */
  iconOnly?: boolean;
  small?: boolean;
}) {
  const router = useRouter();
  const act = (item: MenuEntry) => (item.href ? void router.navigate({ href: item.href }) : item.onAction?.());
  return (
    <MenuTrigger>
      <AriaButton className={(iconOnly ? buttonStyles.icon : buttonStyles.button)!} data-look={iconOnly ? 'quiet' : 'secondary'} data-small={small || undefined} {...(iconOnly && { 'aria-label': label })}>
        {Icon && <Icon size={iconOnly ? 20 : 18} aria-hidden />}
        {!iconOnly && <span>{label}</span>}
      </AriaButton>
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
