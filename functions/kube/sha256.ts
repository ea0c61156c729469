// Vocabulary: the checksum of a text. `imports` of package.json chooses Node's crypto or, where there is none, a library.

export { sha256Hex } from '#sha256';
