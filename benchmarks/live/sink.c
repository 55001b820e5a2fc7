/* Receives what flood sends: how many came, how many are missing, how long they were on the way.
 *   sink PORT SECONDS      ends so many seconds after it began */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

enum { BATCH = 64, SIZE = 2048, BUCKETS = 1 << 20, STEP = 1000 };

static char buffers[BATCH][SIZE];

/* Delays in microseconds, the last bucket for all above a second. */
static uint32_t delays[BUCKETS];

static uint64_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + t.tv_nsec;
}

static uint64_t quantile(uint64_t count, double part)
{
    uint64_t seen = 0;
    for (int i = 0; i < BUCKETS; i++) {
        seen += delays[i];
        if (seen > count * part)
            return i;
    }
    return BUCKETS;
}

int main(int count, char **arguments)
{
    if (count != 3) {
        fprintf(stderr, "usage: sink PORT SECONDS\n");
        return 2;
    }
    struct sockaddr_in self = { .sin_family = AF_INET, .sin_port = htons(atoi(arguments[1])) };
    int room = 32 << 20, descriptor = socket(AF_INET, SOCK_DGRAM, 0);
    struct timeval patience = { 0, 100000 };
    if (setsockopt(descriptor, SOL_SOCKET, SO_RCVBUFFORCE, &room, sizeof room))
        setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (bind(descriptor, (void *)&self, sizeof self)) {
        perror("sink");
        return 1;
    }
    struct iovec pieces[BATCH];
    struct mmsghdr batch[BATCH];
    memset(batch, 0, sizeof batch);
    for (int i = 0; i < BATCH; i++) {
        pieces[i] = (struct iovec){ buffers[i], SIZE - 1 };
        batch[i].msg_hdr.msg_iov = &pieces[i];
        batch[i].msg_hdr.msg_iovlen = 1;
    }
    uint64_t end = now() + (uint64_t)(atof(arguments[2]) * 1e9), first = 0, last = 0, received = 0, highest = 0, disordered = 0;
    while (now() < end) {
        int many = recvmmsg(descriptor, batch, BATCH, MSG_WAITFORONE, NULL);
        uint64_t time = now();
        for (int i = 0; i < many; i++) {
            buffers[i][batch[i].msg_len] = 0;
            char *stamp = strstr(buffers[i], "X-Sent: ");
            if (!stamp)
                continue;
            uint64_t sent = strtoull(stamp + 8, &stamp, 16), number = strtoull(stamp, NULL, 10);
            uint64_t delay = (time - sent) / STEP;
            delays[delay < BUCKETS ? delay : BUCKETS - 1]++;
            first = first ? first : time;
            last = time;
            received++;
            if (number + 1 < highest)
                disordered++;
            else
                highest = number + 1;
        }
    }
    double wall = (last - first) / 1e9;
    printf("received %lu, missing %lu, out of order %lu, %.0f a second; delay in us: median %lu, 99%% %lu, 99.9%% %lu\n", received,
        highest - received, disordered, wall > 0 ? received / wall : 0.0, quantile(received, 0.5), quantile(received, 0.99), quantile(received, 0.999));
    return 0;
}
