/** The page around the designer: loads the draft, keeps it saved, publishes, starts. */
import { useBlocker, useParams } from '@tanstack/react-router';
import { useQueryClient } from '@tanstack/react-query';
import { ArrowLeft, Download, FastForward, History, MoreVertical, Play, Rocket } from 'lucide-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import type { DefinitionDraft } from '../../server/contract/definitions';
import { ask, seg } from '../api/client';
import { isProblem } from '../api/problem';
import { EditorStore, useEditor } from '../canvas/editor-store';
import { useText } from '../i18n/use-text';
import { paths } from '../paths';
import { hasRole, useMe } from '../session/session';
import { Button } from '../ui/Button';
import { Banner, Skeleton, StatusPill } from '../ui/display';
import { ErrorState } from '../ui/ErrorState';
import { ButtonLink } from '../ui/Link';
import { Menu } from '../ui/Menu';
import { downloadJson } from './download';
import { Editor } from './Editor';
import { loadDraft } from './queries';
import styles from './pages.module.css';

const PublishDialog = lazy(() => import('./PublishDialog'));

interface Loaded {
  draft: DefinitionDraft;
  store: EditorStore;
}

export default function EditorPage() {
  const { definitionId = '' } = useParams({ strict: false }) as { definitionId?: string };
  const mayDraw = hasRole(useMe(), 'owner');
  const [loaded, setLoaded] = useState<Loaded>();
  const [error, setError] = useState<unknown>();
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let wanted = true;
    let store: EditorStore | undefined;
    setError(undefined);
    setLoaded(undefined);
    loadDraft(definitionId).then(({ draft, etag }) => {
      if (!wanted) return;
      store = storeOf(draft, etag, !mayDraw);
      setLoaded({ draft, store });
    }, (problem: unknown) => wanted && setError(problem));
    return () => {
      wanted = false;
      void store?.flush();
      store?.dispose();
    };
  }, [definitionId, mayDraw, turn]);
  if (error !== undefined) return <ErrorState error={error} onRetry={() => setTurn(turn + 1)} />;
  if (!loaded) return <div data-full className={styles.loading}><Skeleton lines={8} /></div>;
  return <Loaded key={loaded.draft.id} {...loaded} onReload={() => setTurn(turn + 1)} />;
}

/** The editor's state over one draft, which saves itself. A draft that another changed meanwhile is a conflict, never overwritten. */
function storeOf(draft: DefinitionDraft, etag: string, readOnly: boolean): EditorStore {
  return new EditorStore(draft.definition, {
    revision: etag,
    readOnly,
    save: async (definition, revision) => {
      try {
        const { data, etag: next } = await ask<DefinitionDraft>('PUT', `/definitions/${seg(draft.id)}`, { body: { definition }, ifMatch: revision });
        return { revision: next ?? `"${data.revision}"` };
      } catch (problem) {
        if (isProblem(problem) && problem.status === 412) throw Object.assign(new Error('changed by another'), { conflict: true });
        throw problem;
      }
    },
  });
}

function Loaded({ draft, store, onReload }: Loaded & { onReload: () => void }) {
  const { t, local } = useText();
  const client = useQueryClient();
  const [published, setPublished] = useState(draft.published);
  const [publishing, setPublishing] = useState(false);
  const title = useEditor(store, (state) => state.history.present.title);
  const save = useEditor(store, (state) => state.save);
  const readOnly = useEditor(store, (state) => state.readOnly);
  useBlocker({
    enableBeforeUnload: () => store.dirty,
    shouldBlockFn: async () => {
      await store.flush();
      return store.dirty && !window.confirm(t('editor.leave'));
    },
  });
  const download = () => downloadJson(`${draft.id}.json`, store.definition);
  const start = paths.newProcess(draft.id);
  return (
    <div data-full className={styles.page}>
      <header className={styles.bar}>
        <ButtonLink look="quiet" small icon={ArrowLeft} href={paths.definitions} aria-label={t('definitions.back')}><span className={styles.wide}>{t('nav.definitions')}</span></ButtonLink>
        <div className={styles.title}>
          <h1 tabIndex={-1} title={local(title)}>{local(title)}</h1>
          <div className={styles.state}>
            {published ? <StatusPill status="published">{t('definitions.version', { version: published.version })}</StatusPill> : <StatusPill status="draft">{t('definitions.unpublished')}</StatusPill>}
            <span role="status" data-save={save}>{t(readOnly ? 'editor.readOnly' : `editor.save.${save}`)}</span>
          </div>
        </div>
        <div className={styles.actions} role="group" aria-label={t('editor.actions')}>
          {published && !readOnly && (
            <span className={styles.wide}>
              <ButtonLink small icon={FastForward} href={`${start}&gladi=1`}>{t('editor.rehearse')}</ButtonLink>
              <ButtonLink small icon={Play} href={start}>{t('editor.start')}</ButtonLink>
            </span>
          )}
          {!readOnly && <Button look="primary" small icon={Rocket} onPress={() => setPublishing(true)} isDisabled={save === 'conflict'} aria-label={t('editor.publish')}><span className={styles.wide}>{t('editor.publish')}</span></Button>}
          <Menu
            label={t('editor.menu')}
            icon={MoreVertical}
            iconOnly
            items={[
              { id: 'export', label: t('editor.export'), icon: Download, onAction: download },
              { id: 'versions', label: t('editor.versions'), icon: History, disabled: !published, ...(published && { href: paths.version(draft.id, published.version) }) },
              ...(readOnly ? [] : [
                { id: 'rehearse', label: t('editor.rehearse'), icon: FastForward, disabled: !published, href: `${start}&gladi=1`, ...(!published && { note: t('editor.publish.first') }) },
                { id: 'start', label: t('editor.start'), icon: Play, disabled: !published, href: start, ...(!published && { note: t('editor.publish.first') }) },
              ]),
            ]}
          />
        </div>
      </header>
      {save === 'conflict' && (
        <div className={styles.notice}>
          <Banner
            tone="danger"
            live
            title={t('editor.conflict.title')}
            actions={
              <>
                <Button small onPress={download}>{t('editor.conflict.download')}</Button>
                <Button small onPress={onReload}>{t('editor.conflict.reload')}</Button>
              </>
            }
          >
            {t('editor.conflict.text')}
          </Banner>
        </div>
      )}
      <div className={styles.surface}><Editor store={store} title={local(title)} /></div>
      {publishing && (
        <Suspense>
          <PublishDialog
            store={store}
            id={draft.id}
            next={(published?.version ?? 0) + 1}
            onClose={() => setPublishing(false)}
            onPublished={(version, publishedAt) => {
              setPublished({ version, publishedAt });
              void client.invalidateQueries({ queryKey: ['definitions'] });
              void client.invalidateQueries({ queryKey: ['definition', draft.id] });
            }}
          />
        </Suspense>
      )}
    </div>
  );
}
