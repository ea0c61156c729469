// Bounded work: directives, texts that patterns search in, metadata, pods, observed children, and lists that are looked up in each
// other.

import { testBudget } from './keep-budget.ts';
import { situationCases } from './situations.ts';
import { togetherCases } from './together.ts';

testBudget('request', situationCases());
testBudget('request', togetherCases());
