// Stands in for a resolver on the node: answers every look-up with one address, on port 53 of link-local addresses, over UDP and
// (with any bytes) over TCP. On port 80 of the second address it answers as the metadata of a cloud would.

import { createSocket } from 'node:dgram';
import { createServer } from 'node:http';

const ADDRESSES = ['169.254.20.10', '169.254.169.254'];
/** Type A, class IN, 60 s, 192.0.2.53; the name is that of the question. */
const ANSWER = Buffer.from([0xc0, 0x0c, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 192, 0, 2, 53]);

for (const address of ADDRESSES) {
  const socket = createSocket('udp4');
  socket.on('message', (question, from) => {
    const header = Buffer.from([...question.subarray(0, 2), 0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0]);
    const end = question.indexOf(0, 12) + 5;
    socket.send(Buffer.concat([header, question.subarray(12, end), ANSWER]), from.port, from.address);
  });
  socket.bind(53, address);
  createServer((_request, answer) => answer.end('resolver\n')).listen(53, address);
}
createServer((_request, answer) => answer.end('metadata\n')).listen(80, ADDRESSES[1]);
process.once('SIGTERM', () => process.exit(0));
