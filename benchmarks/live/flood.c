/* Sends INVITEs of 700 bytes over UDP at a given rate. Each carries its number and when it was sent, for sink.
 *   flood ADDRESS PORT RATE SECONDS      RATE in messages a second, 0 for as many as can be sent */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { LENGTH = 700, BATCH = 32, NUMBER = 10, TIME = 16, USERS = 5000 };

static const char TEMPLATE[] =
    "INVITE sip:##########@callee.example SIP/2.0\r\n"
    "Via: SIP/2.0/UDP 10.8.0.1:5060;branch=z9hG4bK##########;rport\r\n"
    "Max-Forwards: 70\r\n"
    "From: \"Caller\" <sip:##########@caller.example>;tag=##########\r\n"
    "To: <sip:##########@callee.example>\r\n"
    "Call-ID: ##########@10.8.0.1\r\n"
    "CSeq: 1 INVITE\r\n"
    "Contact: <sip:##########@10.8.0.1:5060>\r\n"
    "X-Sent: @@@@@@@@@@@@@@@@ ##########\r\n"
    "Content-Type: application/sdp\r\n"
    "Content-Length: 000\r\n"
    "\r\n"
    "v=0\r\no=- 3 3 IN IP4 10.8.0.1\r\ns=-\r\nc=IN IP4 10.8.0.1\r\nt=0 0\r\nm=audio 40000 RTP/AVP 8 0 101\r\n"
    "a=rtpmap:8 PCMA/8000\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:101 telephone-event/8000\r\n";

/* Places of the running numbers; those of users come round, the others never do. */
static int numbers[16], number_count, time_place;
static char messages[BATCH][LENGTH + 1];

static uint64_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + t.tv_nsec;
}

static void write_digits(char *place, uint64_t value, int count, int base)
{
    while (count-- > 0) {
        place[count] = "0123456789abcdef"[value % base];
        value /= base;
    }
}

static void prepare(void)
{
    char *message = messages[0];
    int length = snprintf(message, LENGTH + 1, "%s", TEMPLATE);
    char *body = strstr(message, "\r\n\r\n") + 4;
    /* The body is filled up to the length with one attribute. */
    length += sprintf(message + length, "a=x:");
    while (length < LENGTH - 2)
        message[length++] = 'x';
    memcpy(message + length, "\r\n", 2);
    char size[8];
    snprintf(size, sizeof size, "%03d", (int)(message + LENGTH - body));
    memcpy(strstr(message, "Content-Length: ") + 16, size, 3);
    for (int i = 0; i < LENGTH;) {
        if (message[i] == '#') {
            numbers[number_count++] = i;
            i += NUMBER;
        } else {
            if (message[i] == '@' && message[i + 1] == '@')
                time_place = time_place ? time_place : i;
            i++;
        }
    }
    for (int i = 1; i < BATCH; i++)
        memcpy(messages[i], message, LENGTH);
}

static void fill(char *message, uint64_t number)
{
    /* Request-URI, branch, From, tag, To, Call-ID, Contact, X-Sent */
    static const int is_user[] = { 1, 0, 1, 0, 1, 0, 1, 0 };
    for (int i = 0; i < number_count; i++)
        write_digits(message + numbers[i], is_user[i] ? number % USERS : number, NUMBER, 10);
    write_digits(message + time_place, now(), TIME, 16);
}

int main(int count, char **arguments)
{
    if (count != 5) {
        fprintf(stderr, "usage: flood ADDRESS PORT RATE SECONDS\n");
        return 2;
    }
    double rate = atof(arguments[3]), seconds = atof(arguments[4]);
    struct sockaddr_in self = { .sin_family = AF_INET, .sin_port = htons(5060) };
    struct sockaddr_in peer = { .sin_family = AF_INET, .sin_port = htons(atoi(arguments[2])) };
    int on = 1, room = 4 << 20, descriptor = socket(AF_INET, SOCK_DGRAM, 0);
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    setsockopt(descriptor, SOL_SOCKET, SO_SNDBUF, &room, sizeof room);
    if (inet_pton(AF_INET, arguments[1], &peer.sin_addr) != 1 || bind(descriptor, (void *)&self, sizeof self)
        || connect(descriptor, (void *)&peer, sizeof peer)) {
        perror("flood");
        return 1;
    }
    prepare();
    struct iovec pieces[BATCH];
    struct mmsghdr batch[BATCH];
    memset(batch, 0, sizeof batch);
    for (int i = 0; i < BATCH; i++) {
        pieces[i] = (struct iovec){ messages[i], LENGTH };
        batch[i].msg_hdr.msg_iov = &pieces[i];
        batch[i].msg_hdr.msg_iovlen = 1;
    }
    uint64_t start = now(), end = start + (uint64_t)(seconds * 1e9), number = 0, errors = 0;
    for (uint64_t time = start; time < end; time = now()) {
        uint64_t due = rate > 0 ? (uint64_t)((time - start) * rate / 1e9) + 1 : number + BATCH;
        if (due <= number) {
            uint64_t next = start + (uint64_t)(number * 1e9 / rate);
            if (next > time + 80000) {
                struct timespec rest = { 0, next - time - 60000 };
                nanosleep(&rest, NULL);
            }
            continue;
        }
        int many = due - number < BATCH ? due - number : BATCH;
        for (int i = 0; i < many; i++)
            fill(messages[i], number + i);
        int sent = sendmmsg(descriptor, batch, many, 0);
        if (sent < 0) {
            errors++;
            continue;
        }
        number += sent;
    }
    double wall = (now() - start) / 1e9;
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    printf("sent %lu in %.2f s, %.0f a second, %.2f s of CPU, %lu failed calls\n", number, wall, number / wall,
        used.ru_utime.tv_sec + used.ru_stime.tv_sec + (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6, errors);
    return 0;
}
