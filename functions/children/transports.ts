// Children: what follows from the transport.

export { TRANSPORT_TRAITS } from '../decode/transports.ts';
