// The list of generators: each is a module of its own here, and takes part by being listed.

import { generateAdmissionPolicies } from './admission-policies.ts';
import { generateChartReadme } from './chart-readme.ts';
import { generateCompatibility } from './compatibility.ts';
import { generateConfigCrds } from './config-crds.ts';
import { generateCrd } from './crd.ts';
import { generateDashboard } from './dashboard.ts';
import { generateFleetDashboard } from './fleet-dashboard.ts';
import { generateFields } from './fields.ts';
import { generateFindings } from './findings.ts';
import { generateJsonSchemas } from './json-schemas.ts';
import { generateLogs } from './logs.ts';
import { generateMetacontroller } from './metacontroller.ts';
import { generateMetrics } from './metrics.ts';
import { generateReachTable } from './reach-table.ts';
import type { Generator } from './schema.ts';
import { generateSettingsDoc } from './settings-doc.ts';
import { generateTypes } from './types.ts';
import { generateValidators } from './validators.ts';
import { generateValuesSchema } from './values-schema.ts';

/** All generators, in the order in which their files are reported. */
export const GENERATORS: readonly Generator[] = [
  generateTypes,
  generateValidators,
  generateCrd,
  generateConfigCrds,
  generateJsonSchemas,
  generateFields,
  generateFindings,
  generateSettingsDoc,
  generateMetacontroller,
  generateValuesSchema,
  generateChartReadme,
  generateDashboard,
  generateFleetDashboard,
  generateMetrics,
  generateLogs,
  generateReachTable,
  generateCompatibility,
  generateAdmissionPolicies,
];
