/** The checker's findings while drawing, a moment after the last change so that typing stays quick. */
import { useEffect, useState } from 'react';
import type { Finding, ProcessDefinition } from '../../process/types';
import { validate } from '../../process/validate';

const REST_MS = 250;

export function useFindings(definition: ProcessDefinition): readonly Finding[] {
  const [findings, setFindings] = useState<readonly Finding[]>([]);
  useEffect(() => {
    const timer = setTimeout(() => setFindings(validate(definition)), REST_MS);
    return () => clearTimeout(timer);
  }, [definition]);
  return findings;
}
