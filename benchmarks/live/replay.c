/* Sends the frames of a pcap file out of an interface, once, at a given rate.
 *   replay INTERFACE FILE RATE      RATE in frames a second, 0 for as many as can be sent */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>

enum { BATCH = 32, FILE_HEADER = 24, FRAME_HEADER = 16 };

static uint64_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + t.tv_nsec;
}

int main(int count, char **arguments)
{
    if (count != 4) {
        fprintf(stderr, "usage: replay INTERFACE FILE RATE\n");
        return 2;
    }
    double rate = atof(arguments[3]);
    struct sockaddr_ll address = { .sll_family = AF_PACKET, .sll_ifindex = if_nametoindex(arguments[1]) };
    int on = 1, room = 4 << 20, descriptor = socket(AF_PACKET, SOCK_RAW, 0), file = open(arguments[2], O_RDONLY);
    struct stat size;
    setsockopt(descriptor, SOL_PACKET, PACKET_QDISC_BYPASS, &on, sizeof on);
    setsockopt(descriptor, SOL_SOCKET, SO_SNDBUFFORCE, &room, sizeof room);
    if (bind(descriptor, (void *)&address, sizeof address) || fstat(file, &size)) {
        perror("replay");
        return 1;
    }
    /* Read in before the clock starts. */
    uint8_t *bytes = mmap(NULL, size.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
    if (bytes == MAP_FAILED || size.st_size < FILE_HEADER) {
        perror("replay");
        return 1;
    }
    uint8_t *at = bytes + FILE_HEADER, *end = bytes + size.st_size;
    struct iovec pieces[BATCH];
    struct mmsghdr batch[BATCH];
    memset(batch, 0, sizeof batch);
    for (int i = 0; i < BATCH; i++) {
        batch[i].msg_hdr.msg_iov = &pieces[i];
        batch[i].msg_hdr.msg_iovlen = 1;
    }
    uint64_t start = now(), sent = 0, errors = 0;
    while (at + FRAME_HEADER < end) {
        uint64_t time = now();
        uint64_t due = rate > 0 ? (uint64_t)((time - start) * rate / 1e9) + 1 : sent + BATCH;
        int many = 0;
        while (many < BATCH && sent + many < due && at + FRAME_HEADER < end) {
            uint32_t length;
            memcpy(&length, at + 8, sizeof length);
            pieces[many++] = (struct iovec){ at + FRAME_HEADER, length };
            at += FRAME_HEADER + length;
        }
        for (int done = 0; done < many;) {
            int taken = sendmmsg(descriptor, batch + done, many - done, 0);
            if (taken <= 0)
                errors++;
            done += taken > 0 ? taken : 1;
        }
        sent += many;
    }
    double wall = (now() - start) / 1e9;
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    printf("sent %lu in %.2f s, %.0f a second, %.2f s of CPU, %lu failed\n", sent - errors, wall, sent / wall,
        used.ru_utime.tv_sec + used.ru_stime.tv_sec + (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6, errors);
    return 0;
}
