/** The checker's findings while drawing, a moment after the last change so that typing stays quick. */
import { useEffect, useRef, useState } from 'react';
import type { Finding, ProcessDefinition } from '../../process/types';

const REST_MS = 250;

/** Undefined until the first check. The checker brings the expression language, so it comes after the canvas, not with it. */
export function useFindings(definition: ProcessDefinition): readonly Finding[] | undefined {
  const [findings, setFindings] = useState<readonly Finding[]>();
  const checked = useRef(false);
  useEffect(() => {
    let wanted = true;
    const check = async () => {
      const { validate } = await import('../../process/validate');
      if (!wanted) return;
      checked.current = true;
      setFindings(validate(definition));
    };
    const timer = setTimeout(() => void check(), checked.current ? REST_MS : 0);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [definition]);
  return findings;
}
