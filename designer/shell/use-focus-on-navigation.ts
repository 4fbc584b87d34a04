import { useRouterState } from '@tanstack/react-router';
import { useEffect, useRef, type RefObject } from 'react';

/** How long a page may take to show its title before the focus stays on the page as a whole. */
const PATIENCE_MS = 8_000;

/**
 * After going to another page the focus goes to its title, so that a screen reader says where it is; not on the first load. The title may
 * come later than the page, when data must be fetched: until then the main part has the focus, and who moves on isn't called back.
 */
export function useFocusOnNavigation(main: RefObject<HTMLElement | null>): void {
  const pathname = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  const before = useRef(pathname);
  useEffect(() => {
    const first = before.current === undefined;
    if (before.current === pathname) return undefined;
    before.current = pathname;
    if (first) return undefined;
    return focusTitle(main.current);
  }, [pathname, main]);
}

function focusTitle(main: HTMLElement | null): (() => void) | undefined {
  if (!main || toTitle(main)) return undefined;
  main.focus({ preventScroll: true });
  const observer = new MutationObserver(() => {
    const waiting = document.activeElement === main || document.activeElement === document.body;
    if (!waiting || toTitle(main)) observer.disconnect();
  });
  observer.observe(main, { childList: true, subtree: true });
  const timer = setTimeout(() => observer.disconnect(), PATIENCE_MS);
  return () => {
    clearTimeout(timer);
    observer.disconnect();
  };
}

/** A page's real title can take the focus; the one that stands in while it loads can't. */
function toTitle(main: HTMLElement): boolean {
  const title = main.querySelector<HTMLElement>('h1[tabindex]');
  title?.focus({ preventScroll: true });
  return title !== null;
}
