// Bounded work: directives, texts that patterns search in, metadata, pods, observed children, and lists that are looked up in each
// other.

import { testBudget } from './keep-budget.ts';
import { situationCases } from './situations.ts';
import { togetherCases } from './together.ts';

testBudget('directives, metadata, pods and children keep the budget', situationCases());
testBudget('lists that are looked up in each other keep the budget', togetherCases());
