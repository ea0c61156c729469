// Grammars of names, numbers and paths inside a pod, as Kubernetes v1.36 checks them.

import { parseCidr } from '../../kube/cidr.ts';
import { isLabelValue, isQualifiedName } from '../../kube/label-grammar.ts';
import { isDataKey, isObjectName } from '../../kube/object-name.ts';
import { between, type Check, each, text } from './checks.ts';

const DNS_LABEL = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/;
/** RFC 6335: at most 15 characters, a letter among them, no hyphen at an end or beside another. */
const PORT_NAME = /^(?=.{1,15}$)(?=.*[a-z])[a-z0-9]+(?:-[a-z0-9]+)*$/;
const ENV_NAME = /^[\x20-\x3c\x3e-\x7e]+$/;
const HEADER_NAME = /^[-A-Za-z0-9]+$/;
const SYSCTL = /^(?:[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?$/;
const MAX_SYSCTL_LENGTH = 253;

/** Largest user or group id that Kubernetes accepts. */
const MAX_ID = 2_147_483_647;

/** Name of a container or a volume. */
export const dnsLabel: Check = text(
  (name) => DNS_LABEL.test(name),
  'must be a DNS label: at most 63 lower-case letters, digits and -',
);
/** Name of another object. */
export const objectName: Check = text(isObjectName, 'must have lower-case letters, digits, - and . only');
/** Name of a label, a taint, a topology. */
export const qualifiedName: Check = text(isQualifiedName, 'must be [prefix/]name, as keys of labels are');
/** Value of a label. */
export const labelValue: Check = text(isLabelValue, 'must have at most 63 letters, digits, -, _ and .');
/** Key in a ConfigMap or a Secret. */
export const dataKey: Check = text(isDataKey, 'must have letters, digits, -, _ and . only and not begin with two dots');
/** Name of a variable. */
export const envName: Check = text(
  (name) => ENV_NAME.test(name),
  'must have visible ASCII characters other than = only',
);
/** Name of a header that a probe sends. */
export const headerName: Check = text((name) => HEADER_NAME.test(name), 'must have letters, digits and - only');
/** Name of a kernel setting. */
export const sysctlName: Check = text(
  (name) => name.length <= MAX_SYSCTL_LENGTH && SYSCTL.test(name),
  'must be the name of a kernel setting, such as net.core.somaxconn',
);
/** Name of a port. */
export const portName: Check = text(
  (name) => PORT_NAME.test(name),
  'must have at most 15 lower-case letters, digits and single -, and a letter among them',
);
/** Number of a port. */
export const portNumber: Check = between(1, 65_535);
/** Number or name of a port of the container. */
export const portReference: Check = (value) => (typeof value === 'number' ? portNumber(value) : portName(value));
/** An address without a length. */
export const ipAddress: Check = text(
  (value) => !value.includes('/') && parseCidr(value) !== undefined,
  'must be an IP address',
);
/** Id of a user or a group. */
export const userId: Check = between(0, MAX_ID);
/** Ids of groups. */
export const groupIds: Check = each(userId);
/** Permissions of a file; YAML and JSON write them as a decimal number. */
export const fileMode: Check = between(0, 0o777);
/** A path that does not climb. */
export const climblessPath: Check = text((path) => !path.split('/').includes('..'), 'must not contain ".."');
/** A path below the volume. */
export const relativePath: Check = text(
  (path) => !path.startsWith('/') && !path.split('/').includes('..'),
  'must be a relative path without ".."',
);
/** A file below the volume, whose name does not begin with two dots: the kubelet keeps such names for itself. */
export const volumeFile: Check = text(
  (path) => !path.startsWith('/') && !path.startsWith('..') && !path.split('/').includes('..'),
  'must be a relative path without ".." and not begin with two dots',
);
