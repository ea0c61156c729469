// Bounded work: every list inside the items of another one, as many entries as a spec may have.

import { testBudget } from './keep-budget.ts';
import { nestedCases } from './specs.ts';

testBudget('lists in the items of others keep the budget', nestedCases());
