/** One published version, to look at: it never changes. */
import { useQuery } from '@tanstack/react-query';
import { useParams, useRouter } from '@tanstack/react-router';
import { ArrowLeft, Download } from 'lucide-react';
import { useMemo } from 'react';
import type { PublishedVersionJson } from '../../server/contract/definitions';
import { EditorStore } from '../canvas/editor-store';
import { useText } from '../i18n/use-text';
import { paths } from '../paths';
import { Button } from '../ui/Button';
import { Skeleton } from '../ui/display';
import { ErrorState } from '../ui/ErrorState';
import { ButtonLink } from '../ui/Link';
import { Select } from '../ui/Select';
import { useAbsolute } from '../ui/time';
import { downloadJson } from './download';
import { Editor } from './Editor';
import { versionQuery, versionsQuery } from './queries';
import styles from './pages.module.css';

export default function VersionPage() {
  const { definitionId = '', version = '' } = useParams({ strict: false }) as { definitionId?: string; version?: string };
  const found = useQuery(versionQuery(definitionId, Number(version)));
  if (found.error) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <div data-full className={styles.loading}><Skeleton lines={8} /></div>;
  return <Version key={found.data.version} version={found.data} />;
}

function Version({ version }: { version: PublishedVersionJson }) {
  const { t, local } = useText();
  const absolute = useAbsolute();
  const router = useRouter();
  const versions = useQuery(versionsQuery(version.definitionId));
  const store = useMemo(() => new EditorStore(version.definition, { revision: String(version.version), readOnly: true }), [version]);
  const options = (versions.data?.items ?? [version]).map((one) => ({ value: String(one.version), label: t('definitions.versionOf', { version: one.version }) }));
  const title = local(version.title);
  return (
    <div data-full className={styles.page}>
      <header className={styles.bar}>
        <ButtonLink look="quiet" small icon={ArrowLeft} href={paths.definition(version.definitionId)} aria-label={t('definitions.backToDraft')}><span className={styles.wide}>{t('editor.draft')}</span></ButtonLink>
        <div className={styles.title}>
          <h1 tabIndex={-1} title={title}>{title}</h1>
          <div className={styles.state}>
            <span>{t('definitions.versionBy', { when: absolute(version.publishedAt, 'short'), name: version.publishedBy.name })}</span>
            <span className={styles.wide}><code title={`${t('definitions.hash')}: ${version.hash}`}>{version.hash.slice(0, 12)}…</code></span>
          </div>
        </div>
        <div className={styles.actions}>
          <Select label={t('editor.versions')} hideLabel value={String(version.version)} onChange={(value) => void router.navigate({ href: paths.version(version.definitionId, Number(value)) })} options={options} />
          <span className={styles.wide}><Button small icon={Download} onPress={() => downloadJson(`${version.definitionId}-${version.version}.json`, version.definition)}>{t('editor.export')}</Button></span>
        </div>
      </header>
      <div className={styles.surface}><Editor store={store} title={title} /></div>
    </div>
  );
}
