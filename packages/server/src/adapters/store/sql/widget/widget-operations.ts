// What the store does for a site's widget.
import type { WidgetOps } from '../../../../ports/store-widget.js';
import type { OperationsOf } from '../operation.js';
import { changeSiteOperations } from './change-site.js';
import { firstAnswerOperations } from './first-answers.js';
import { toldBeforeOperations } from './told-before.js';

export const widgetOperations: OperationsOf<WidgetOps> = { ...changeSiteOperations, ...firstAnswerOperations, ...toldBeforeOperations };
