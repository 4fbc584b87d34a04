import type { LucideIcon } from 'lucide-react';
import { useRouter } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, MouseEvent, ReactNode } from 'react';
import styles from './Button.module.css';
import type { ButtonLook } from './Button';

type Anchor = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> & { href: string };

/** A link within the product goes through the router; one that leaves it, a download or a new tab is the browser's. */
export function Link({ href, onClick, children, ...rest }: Anchor) {
  const router = useRouter();
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (event.defaultPrevented || !isOurs(href, rest) || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void router.navigate({ href });
  };
  return (
    <a href={href} onClick={follow} onPointerEnter={() => isOurs(href, rest) && void router.preloadRoute({ to: href } as never).catch(() => undefined)} {...rest}>
      {children}
    </a>
  );
}

const isOurs = (href: string, { target, download }: Partial<Anchor>): boolean =>
  href.startsWith('/') && !href.startsWith('/api/') && !href.startsWith('/ledger/') && !target && download === undefined;

/** Looks like a button, is a link: for going somewhere. */
export function ButtonLink({ look = 'secondary', small, icon: Icon, wide, children, ...rest }: Anchor & {
  look?: ButtonLook;
  small?: boolean;
  icon?: LucideIcon;
  wide?: boolean;
  children: ReactNode;
}) {
  return (
    <Link {...rest} className={styles.button} data-look={look} data-small={small || undefined} data-wide={wide || undefined}>
      {Icon && <Icon size={small ? 16 : 18} aria-hidden />}
      <span>{children}</span>
    </Link>
  );
}
