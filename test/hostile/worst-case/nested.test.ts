// Bounded work: every list inside the items of another one, as many entries as a spec may have.

import { testBudget } from './keep-budget.ts';
import { nestedCases } from './specs.ts';

testBudget('list', nestedCases());
