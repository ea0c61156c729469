// Bounded work: what a server refers to: texts in ConfigMaps in their worst shapes, and every list of the config kinds.

import { configCases, textCases } from './related.ts';
import { testBudget } from './keep-budget.ts';

/** As long as a text may be; and as long as a ConfigMap can be. */
testBudget('texts in their worst shapes keep the budget', textCases(), 65_000);
testBudget('texts as long as a ConfigMap keep the budget', textCases(), 1_000_000);
testBudget('objects that are referred to keep the budget', configCases());
