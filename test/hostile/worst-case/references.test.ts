// Bounded work: what a server refers to: texts in ConfigMaps in their worst shapes, and every list of the config kinds.

import { configCases, textCases } from './related.ts';
import { testBudget } from './keep-budget.ts';

/** As long as a text may be; and as long as a ConfigMap can be. */
testBudget('text', textCases(), 65_000);
testBudget('long text', textCases(), 1_000_000);
testBudget('object', configCases());
