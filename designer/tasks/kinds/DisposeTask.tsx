import { useText } from '../../i18n/use-text';
import { Card } from '../../ui/display';
import { TextArea } from '../../ui/fields';
import { Dispositions } from '../Dispositions';
import type { KindProps } from '../kind-props';

export default function DisposeTask({ task, data, set, readOnly }: KindProps) {
  const { t } = useText();
  const { consultations, document } = task.material;
  return (
    <div className="stack">
      <Dispositions taskId={task.id} consultations={consultations} sections={document?.content.sections ?? []} readOnly={readOnly} />
      <Card>
        <TextArea label={t('dispose.note')} markOptional rows={3} max={10_000} value={typeof data.note === 'string' ? data.note : ''} onChange={(note) => set({ note: note || undefined })} readOnly={readOnly} />
      </Card>
    </div>
  );
}
