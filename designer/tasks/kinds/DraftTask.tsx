import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Json } from '../../../process/types';
import type { DocumentContent, DocumentSection } from '../../../server/contract/task-data';
import { useText } from '../../i18n/use-text';
import { Button, IconButton } from '../../ui/Button';
import { Banner, Card } from '../../ui/display';
import { TextArea, TextField } from '../../ui/fields';
import { anchorOf } from '../../ui/form/anchors';
import { FormFields } from '../../ui/form/FormFields';
import { Markdown } from '../../ui/Markdown';
import { Tabs, type TabItem } from '../../ui/Tabs';
import { answerErrors, withAnswer } from '../answer-errors';
import { Dispositions } from '../Dispositions';
import { answersOf } from '../faults';
import type { KindProps } from '../kind-props';
import { moveSection, newSection, wordsIn } from '../sections';
import styles from '../tasks.module.css';

export default function DraftTask(props: KindProps) {
  const { t, local } = useText();
  const { task, data } = props;
  const [tab, setTab] = useState('text');
  const document = (data.document ?? { title: '', sections: [] }) as unknown as DocumentContent;
  const { consultations, form } = task.material;
  const left = consultations.reduce((sum, consultation) => sum + consultation.undisposed, 0);
  const instructions = task.design.kind === 'drafting' ? local(task.design.settings.instructions) : '';
  const items: TabItem[] = [
    { id: 'text', label: t('draft.tabText'), content: <Editor {...props} document={document} /> },
    ...(consultations.length > 0 ? [{ id: 'inputs', label: t('draft.tabInputs'), count: left, content: <Dispositions taskId={task.id} consultations={consultations} sections={document.sections} readOnly={props.readOnly} /> }] : []),
    ...(form ? [{ id: 'questions', label: t('draft.tabQuestions'), content: <Questions {...props} /> }] : []),
  ];
  return (
    <div className="stack">
      {instructions && <Banner tone="gold" title={t('task.page.instructions')}><Markdown text={instructions} /></Banner>}
      {left > 0 && <Banner tone="warn" actions={tab !== 'inputs' && <Button small onPress={() => setTab('inputs')}>{t('draft.tabInputs')}</Button>}>{t('draft.undisposed', { count: left })}</Banner>}
      {items.length === 1 ? items[0]!.content : <Tabs label={t('task.draft')} value={tab} onChange={setTab} items={items} />}
    </div>
  );
}

function Questions({ task, data, set, errors, isShown, readOnly }: KindProps) {
  const answers = answersOf(data);
  return <Card><FormFields form={task.material.form!} answers={answers} onChange={(id, value) => set({ answers: withAnswer(answers, id, value) })} isShown={isShown} errors={answerErrors(errors)} readOnly={readOnly} uploads /></Card>;
}

function Editor({ task, data, set, errors, readOnly, document }: KindProps & { document: DocumentContent }) {
  const { t, number } = useText();
  const before = task.material.document;
  const { sections } = document;
  const change = (next: Partial<DocumentContent>) => set({ document: { ...document, ...next } as unknown as Json });
  const setSection = (at: number, section: DocumentSection) => change({ sections: sections.with(at, section) });
  return (
    <div className="stack">
      {before && <p className="muted small">{t('draft.from', { version: before.version, name: before.by.name })}</p>}
      <Card>
        <div id={anchorOf('/document/title')}><TextField label={t('draft.title')} required value={document.title} onChange={(title) => change({ title })} error={errors['/document/title']} readOnly={readOnly} max={300} /></div>
        {before && (
          <TextArea label={t('draft.changes', { version: before.version })} help={t('draft.changesHelp')} markOptional rows={3} max={10_000} value={typeof data.changes === 'string' ? data.changes : ''} onChange={(changes) => set({ changes: changes || undefined })} readOnly={readOnly} />
        )}
      </Card>
      <div id={anchorOf('/document/sections')} className="stack">
        {errors['/document/sections'] && <Banner tone="danger">{errors['/document/sections']}</Banner>}
        {sections.map((section, at) => (
          <article key={section.id} id={`bagian-${section.id}`} className={styles.section} aria-label={section.heading}>
            <div className={styles.sectionHead}>
              <TextField label={t('draft.heading')} hideLabel value={section.heading} onChange={(heading) => setSection(at, { ...section, heading })} readOnly={readOnly} max={300} />
              {!readOnly && (
                <span className="row" style={{ '--gap': '2px', flexWrap: 'nowrap' } as React.CSSProperties}>
                  <IconButton icon={ArrowUp} label={t('draft.up', { heading: section.heading })} isDisabled={at === 0} onPress={() => change({ sections: moveSection(sections, at, -1) })} />
                  <IconButton icon={ArrowDown} label={t('draft.down', { heading: section.heading })} isDisabled={at === sections.length - 1} onPress={() => change({ sections: moveSection(sections, at, 1) })} />
                  <IconButton icon={Trash2} look="danger" label={t('action.remove', { what: section.heading })} onPress={() => change({ sections: sections.toSpliced(at, 1) })} />
                </span>
              )}
            </div>
            <TextArea document label={t('draft.text', { heading: section.heading })} hideLabel rows={5} value={section.text} onChange={(text) => setSection(at, { ...section, text })} readOnly={readOnly} max={100_000} />
          </article>
        ))}
      </div>
      <div className="row-between">
        {!readOnly && <Button icon={Plus} onPress={() => change({ sections: [...sections, newSection(sections, (n) => t('draft.newHeading', { number: n }))] })}>{t('draft.add')}</Button>}
        <span className="muted small">{t('draft.words', { count: number(wordsIn(document)) })}</span>
      </div>
    </div>
  );
}
