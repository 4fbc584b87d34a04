/** The nine questions of the community satisfaction survey (PermenPAN-RB 14/2017), in words that people are asked. */
import type { SkmElement } from '../../process/skm';
import type { Localized } from '../../process/types';

const scale = (...labels: [id: string, en: string][]): Localized[] => labels.map(([id, en]) => ({ id, en }));
const good = scale(['Tidak baik', 'Not good'], ['Kurang baik', 'Less than good'], ['Baik', 'Good'], ['Sangat baik', 'Very good']);
const fitting = scale(['Tidak sesuai', 'Does not fit'], ['Kurang sesuai', 'Hardly fits'], ['Sesuai', 'Fits'], ['Sangat sesuai', 'Fits very well']);
const easy = scale(['Tidak mudah', 'Not easy'], ['Kurang mudah', 'Hardly easy'], ['Mudah', 'Easy'], ['Sangat mudah', 'Very easy']);
const quick = scale(['Tidak cepat', 'Not quick'], ['Kurang cepat', 'Hardly quick'], ['Cepat', 'Quick'], ['Sangat cepat', 'Very quick']);
const cost = scale(['Sangat mahal', 'Very expensive'], ['Cukup mahal', 'Rather expensive'], ['Murah', 'Cheap'], ['Gratis', 'Free']);
const able = scale(['Tidak kompeten', 'Not able'], ['Kurang kompeten', 'Hardly able'], ['Kompeten', 'Able'], ['Sangat kompeten', 'Very able']);
const polite = scale(['Tidak sopan', 'Not polite'], ['Kurang sopan', 'Hardly polite'], ['Sopan', 'Polite'], ['Sangat sopan', 'Very polite']);
const handled = scale(['Tidak ada', 'None'], ['Ada tetapi tidak berfungsi', 'There, but not working'], ['Berfungsi kurang maksimal', 'Works, but not well'], ['Dikelola dengan baik', 'Well managed']);

export const SURVEY_QUESTIONS: Record<SkmElement, { question: Localized; scale: Localized[] }> = {
  requirements: { question: { id: 'Bagaimana kesesuaian persyaratan dengan jenis pelayanannya?', en: 'How well do the requirements fit the service?' }, scale: fitting },
  procedure: { question: { id: 'Bagaimana kemudahan prosedur pelayanan?', en: 'How easy is the procedure?' }, scale: easy },
  time: { question: { id: 'Bagaimana kecepatan waktu pelayanan?', en: 'How quick is the service?' }, scale: quick },
  cost: { question: { id: 'Bagaimana kewajaran biaya pelayanan?', en: 'How fair is the cost?' }, scale: cost },
  product: { question: { id: 'Bagaimana kesesuaian hasil pelayanan dengan yang dijanjikan?', en: 'How well does the result fit what was promised?' }, scale: fitting },
  competence: { question: { id: 'Bagaimana kompetensi petugas?', en: 'How able are the staff?' }, scale: able },
  conduct: { question: { id: 'Bagaimana perilaku petugas, kesopanan dan keramahannya?', en: 'How polite and friendly are the staff?' }, scale: polite },
  facilities: { question: { id: 'Bagaimana kualitas sarana dan prasarana?', en: 'How good are the facilities?' }, scale: good },
  complaints: { question: { id: 'Bagaimana penanganan pengaduan?', en: 'How are complaints handled?' }, scale: handled },
};
