// Package fakelet plays what a cluster has around its control plane: the scheduler, one node and its kubelet, a
// provisioner of volumes and a load balancer. It runs no container, but tells the API server what a kubelet would.
package fakelet

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	utilruntime "k8s.io/apimachinery/pkg/util/runtime"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/util/workqueue"
)

const workers = 4

// Fakelet is the one node of a cluster.
type Fakelet struct {
	client    kubernetes.Interface
	informers informers.SharedInformerFactory
	queue     workqueue.TypedRateLimitingInterface[task]
	rules     atomic.Pointer[Rules]
	clock     clock
	cancel    context.CancelFunc
	working   sync.WaitGroup
}

// task is an object that something may have to be done about. What, its newest state says.
type task struct {
	kind kind
	name cache.ObjectName
}

type kind int

const (
	pods kind = iota
	claims
	volumes
	services
)

// Start registers the node and plays until ctx ends or Stop is called.
func Start(ctx context.Context, config *rest.Config) (*Fakelet, error) {
	config = rest.CopyConfig(config)
	config.QPS, config.Burst = 200, 400 // client-go's own 5 and 10 would be the slowest part of every test
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return nil, err
	}
	return start(ctx, client)
}

func start(ctx context.Context, client kubernetes.Interface) (*Fakelet, error) {
	if err := register(ctx, client); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	f := &Fakelet{
		client:    client,
		informers: informers.NewSharedInformerFactory(client, 0),
		queue: workqueue.NewTypedRateLimitingQueue(
			workqueue.NewTypedItemExponentialFailureRateLimiter[task](5*time.Millisecond, time.Second)),
		cancel: cancel,
	}
	f.rules.Store(&Rules{})
	context.AfterFunc(ctx, f.queue.ShutDown)
	if err := f.watch(ctx); err != nil {
		f.Stop()
		return nil, err
	}
	for range workers {
		f.working.Go(func() { f.work(ctx) })
	}
	return f, nil
}

// Stop ends all that Start began, and waits for it. The node and what it reported stay.
func (f *Fakelet) Stop() {
	f.cancel()
	f.working.Wait()
	f.informers.Shutdown()
}

// watch makes a task of every object that is there, comes or changes.
func (f *Fakelet) watch(ctx context.Context) error {
	core := f.informers.Core().V1()
	for kind, informer := range map[kind]cache.SharedIndexInformer{
		pods:     core.Pods().Informer(),
		claims:   core.PersistentVolumeClaims().Informer(),
		volumes:  core.PersistentVolumes().Informer(),
		services: core.Services().Informer(),
	} {
		add := func(object any) {
			if name, err := cache.ObjectToName(object); err == nil {
				f.queue.Add(task{kind, name})
			}
		}
		_, err := informer.AddEventHandler(cache.ResourceEventHandlerFuncs{
			AddFunc:    add,
			UpdateFunc: func(_, object any) { add(object) },
		})
		if err != nil {
			return err
		}
	}
	f.informers.StartWithContext(ctx)
	return f.informers.WaitForCacheSyncWithContext(ctx).AsError()
}

func (f *Fakelet) work(ctx context.Context) {
	for {
		task, shutdown := f.queue.Get()
		if shutdown {
			return
		}
		if err := f.do(ctx, task); err != nil && !errors.Is(err, context.Canceled) {
			utilruntime.HandleErrorWithContext(ctx, err, "fakelet tries again", "object", task.name)
			f.queue.AddRateLimited(task)
		} else {
			f.queue.Forget(task)
		}
		f.queue.Done(task)
	}
}

func (f *Fakelet) do(ctx context.Context, t task) error {
	var err error
	switch t.kind {
	case pods:
		err = f.pod(ctx, t.name)
	case claims:
		err = f.claim(ctx, t.name)
	case volumes:
		err = f.volume(ctx, t.name)
	case services:
		err = f.service(ctx, t.name)
	}
	// The object has changed or gone since the informer saw it: that change is the next task.
	if apierrors.IsConflict(err) || apierrors.IsNotFound(err) || apierrors.IsAlreadyExists(err) {
		return nil
	}
	return err
}
