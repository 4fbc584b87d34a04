/** The menu behind `Menu`: opens at once, because it is only drawn when its button was pressed. */
import { useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Menu as AriaMenu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import type { MenuEntry, MenuProps } from './Menu';
import buttonStyles from './Button.module.css';
import styles from './fields.module.css';

export default function OpenMenu({ label, items, icon: Icon, iconOnly, small }: MenuProps) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  // After the button has the focus, so that closing gives it back.
  useEffect(() => setOpen(true), []);
  const act = (item: MenuEntry) => (item.href ? void router.navigate({ href: item.href }) : item.onAction?.());
  return (
    <MenuTrigger isOpen={open} onOpenChange={setOpen}>
      <AriaButton autoFocus className={(iconOnly ? buttonStyles.icon : buttonStyles.button)!} data-look={iconOnly ? 'quiet' : 'secondary'} data-small={small || undefined} {...(iconOnly && { 'aria-label': label })}>
        {Icon && <Icon size={iconOnly ? 20 : 18} aria-hidden />}
        {!iconOnly && <span>{label}</span>}
      </AriaButton>
      <Popover className={styles.popover!} offset={6}>
        <AriaMenu aria-label={label} items={items} autoFocus="first" style={{ outline: 'none' }}>
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
